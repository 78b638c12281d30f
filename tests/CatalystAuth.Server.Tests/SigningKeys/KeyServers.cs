using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Signals;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.SigningKeys;

/// <summary>
/// A clock that is set ahead by years without a tick for each second of them: timers run as they do, and turns of pumps are taken by hand.
/// </summary>
public sealed class SetClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}

/// <summary>On SQLite, alone: these tests revoke keys, and with them the tokens of whoever is there.</summary>
public sealed class SqliteKeyServer : SqliteServer
{
    protected override void Replace(IServiceCollection services) => services.AddSingleton<TimeProvider>(new SetClock());
}

/// <summary>On PostgreSQL, alone.</summary>
public sealed class PostgresKeyServer : PostgresServer
{
    protected override void Replace(IServiceCollection services) => services.AddSingleton<TimeProvider>(new SetClock());
}

/// <summary>
/// Another node of a server, or the same one started again with other settings: the same database, and nothing else in common. It hears
/// of the other only when a test lets it.
/// </summary>
public sealed class OtherNode(TestServer first, params (string Key, string? Value)[] others) : TestServer
{
    protected override bool HasAdmin => false;

    public string Folder => DataDirectory;

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Storage:Provider"] = first.Settings.GetValueOrDefault("Catalyst:Storage:Provider");
        settings["ConnectionStrings:Catalyst"] = first.Settings.GetValueOrDefault("ConnectionStrings:Catalyst")
            ?? $"Data Source={Path.Combine(first.Settings["Catalyst:DataDirectory"]!, "catalyst.db")}";
        settings["Catalyst:Invalidation:Bound"] = "00:05:00";
        settings["Catalyst:Invalidation:PollInterval"] = "00:02:30";
        foreach (var (key, value) in others)
        {
            settings[key] = value;
        }

        return Task.CompletedTask;
    }

    protected override void Replace(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(new SetClock { Ahead = first.Services.GetRequiredService<TimeProvider>().GetUtcNow() - TimeProvider.System.GetUtcNow() });
        services.AddSingleton<IInvalidationBus, InProcessBus>();
    }
}

internal static class KeyServerExtensions
{
    public static async Task<T> InScopeAsync<T>(this TestServer server, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Sets the clock ahead, and lets the server notice as its pump would.</summary>
    public static async Task TurnAsync(this TestServer server, TimeSpan by)
    {
        ((SetClock)server.Services.GetRequiredService<TimeProvider>()).Ahead += by;
        await server.HearAsync();
    }

    /// <summary>Lets a server hear of what others did.</summary>
    public static Task HearAsync(this TestServer server) => server.Services.GetRequiredService<InvalidationFeed>().RefreshAsync(CancellationToken.None);

    /// <summary>The turn that the pump takes each hour.</summary>
    public static Task RotateDueAsync(this TestServer server) => server.InScopeAsync(async services =>
    {
        services.GetRequiredService<Core.Actors.CallContext>().Actor = new Core.Actors.Actor.System();
        await services.GetRequiredService<RotateSigningKeys>().RunDueAsync(CancellationToken.None);
        return true;
    });

    public static Task<List<StoredSigningKey>> StoredKeysAsync(this TestServer server, SigningKeyUse use) => server.InScopeAsync(services =>
        services.GetRequiredService<CatalystDbContext>().SigningKeys.AsNoTracking().Where(key => key.Use == use).OrderBy(key => key.ActiveFrom).ToListAsync());

    public static async Task<IReadOnlyList<string>> KeySetAsync(this TestServer server, string path = "/.well-known/jwks.json") =>
        [.. (await server.Anonymous().GetAsync(path)).At("keys")!.AsArray().Select(key => key!["kid"]!.GetValue<string>())];

    public static string KeyOf(this Caller caller) => Jwt.Header(caller.AccessToken!)["kid"]!.GetValue<string>();
}
