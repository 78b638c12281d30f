using CatalystAuth.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>On PostgreSQL, and on Redis when there is one.</summary>
public sealed class FirstNode(RedisServer? redis) : PostgresServer
{
    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        await base.ConfigureAsync(settings);
        settings["ConnectionStrings:Redis"] = redis?.ConnectionString;
    }
}

/// <summary>Another node of a server: the same database. Its clock stands still, so it does not look for anything by itself.</summary>
public sealed class SecondNode(TestServer first, Action<IServiceCollection>? replace = null) : TestServer
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => Clock;

    protected override bool HasAdmin => false;

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        foreach (var key in new[] { "Catalyst:Storage:Provider", "ConnectionStrings:Catalyst", "ConnectionStrings:Redis" })
        {
            settings[key] = first.Settings[key];
        }

        return Task.CompletedTask;
    }

    protected override void Replace(IServiceCollection services) => replace?.Invoke(services);
}
