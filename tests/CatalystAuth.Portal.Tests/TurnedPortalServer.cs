using System.Globalization;
using CatalystAuth.Server;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Portal.Tests;

/// <summary>One that mails, in this process, so that a test can turn its clock.</summary>
public sealed class TurnedPortalServer : MailingPortalServer
{
    private readonly AheadClock _clock = new();

    /// <summary>Has the clocks of the server and of a browser show a later time from now on.</summary>
    internal Task AdvanceAsync(Visitor visitor, TimeSpan by)
    {
        _clock.Ahead += by;
        return visitor.Context.Clock.SetFixedTimeAsync(_clock.GetUtcNow().UtcDateTime);
    }

    private protected override async Task<RunningServer> StartAsync()
    {
        var directory = new TempDirectory();
        var (url, forwardAuth) = (UrlOf(FreePort.Next()), UrlOf(FreePort.Next()));
        var settings = Settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value);
        settings["urls"] = settings["Catalyst:PublicUrl"] = url.GetLeftPart(UriPartial.Authority);
        settings["Catalyst:ForwardAuth:Urls"] = forwardAuth.GetLeftPart(UriPartial.Authority);
        settings["Catalyst:DataDirectory"] = directory["data"];

        // All callers come from one address.
        settings["Catalyst:RateLimits:Flows:Permits"] = "0";
        settings["Catalyst:RateLimits:Tokens:Permits"] = "0";
        var app = CatalystServer.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(_clock);
        });
        await app.StartAsync();
        return new(url, forwardAuth, new Running(app, directory));
    }

    private static Uri UrlOf(int port) => new($"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}");

    // Only what time it is: what waits, waits as ever.
    private sealed class AheadClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    private sealed class Running(WebApplication app, TempDirectory directory) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            directory.Dispose();
        }
    }
}
