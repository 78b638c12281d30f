using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>One node on SQLite, by the real clock. It says little: what it would log of so many requests is not read.</summary>
public sealed class LoadServer : SqliteServer
{
    protected override Task ConfigureAsync(Dictionary<string, string?> settings) => LoadSettings.ApplyAsync(settings);

    protected override void Replace(IServiceCollection services) => LoadSettings.Hush(services);
}

/// <summary>The first of two nodes on PostgreSQL.</summary>
public sealed class FirstLoadNode : PostgresServer
{
    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        await base.ConfigureAsync(settings);
        await LoadSettings.ApplyAsync(settings);
    }

    protected override void Replace(IServiceCollection services) => LoadSettings.Hush(services);
}

/// <summary>The second, which hears of changes as any other node does.</summary>
public sealed class SecondLoadNode(TestServer first) : TestServer
{
    protected override bool HasAdmin => false;

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        foreach (var key in (string[])["Catalyst:Storage:Provider", "ConnectionStrings:Catalyst"])
        {
            settings[key] = first.Settings[key];
        }

        return LoadSettings.ApplyAsync(settings);
    }

    protected override void Replace(IServiceCollection services) => LoadSettings.Hush(services);
}

internal static class LoadSettings
{
    /// <summary>Tokens outlive the test, so that one which stops being good was revoked.</summary>
    public static Task ApplyAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Tokens:AccessLifetime"] = "01:00:00";
        return Task.CompletedTask;
    }

    public static void Hush(IServiceCollection services) => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
}
