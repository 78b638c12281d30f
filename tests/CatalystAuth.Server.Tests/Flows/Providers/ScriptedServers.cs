using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Flows.Providers;

/// <summary>On SQLite, with a second identity provider and a clock that the test turns.</summary>
public sealed class ScriptedSqliteServer : SqliteServer
{
    private readonly TurnedClock _clock = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => _clock;

    protected override void Replace(IServiceCollection services) => ScriptedFlows.AddTo(services);
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class ScriptedPostgresServer : PostgresServer
{
    private readonly TurnedClock _clock = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => _clock;

    protected override void Replace(IServiceCollection services) => ScriptedFlows.AddTo(services);
}

/// <summary>On PostgreSQL, with a clock that the test turns.</summary>
public sealed class PostgresClockServer : PostgresServer
{
    private readonly TurnedClock _clock = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => _clock;
}
