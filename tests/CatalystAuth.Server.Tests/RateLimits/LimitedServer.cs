using System.Net;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.RateLimits;

/// <summary>With limits, and behind a proxy on this machine, so that a test says by <c>X-Forwarded-For</c> where it comes from.</summary>
public interface ILimitedServer
{
    FakeTimeProvider Clock { get; }

    static void Configure(Dictionary<string, string?> settings)
    {
        settings["Catalyst:TrustedProxies:0"] = "127.0.0.1";
        settings["Catalyst:RateLimits:Flows:Permits"] = "60";
        settings["Catalyst:RateLimits:Tokens:Permits"] = "20";
        settings["Catalyst:RateLimits:Session:Permits"] = "4";
        settings["Catalyst:RateLimits:Key:Permits"] = "3";
        settings["Catalyst:Attempts:FreePerAccount"] = "20";
        settings["Catalyst:Attempts:FreePerNetwork"] = "25";
        settings["Catalyst:Attempts:FreePerSubnet"] = "40";
    }
}

public sealed class SqliteLimitedServer : SqliteServer, ILimitedServer
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => Clock;

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        ILimitedServer.Configure(settings);
        return Task.CompletedTask;
    }
}

public sealed class PostgresLimitedServer : PostgresServer, ILimitedServer
{
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    protected override FakeTimeProvider Time => Clock;

    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        ILimitedServer.Configure(settings);
        await base.ConfigureAsync(settings);
    }
}

/// <summary>Calls from addresses, each in a subnet of its own, that no other test uses.</summary>
internal static class Places
{
    private static int _last;

    public static string Next() => new IPAddress([10, .. BitConverter.GetBytes(Interlocked.Add(ref _last, 256)).Reverse().Skip(1)]).ToString();

    public static Caller From(this TestServer server, string forwardedFor, string? accessToken = null)
    {
        var http = server.NewHttpClient();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        return new(http, accessToken);
    }

    public static Task<Answer> SignInFromAsync(this TestServer server, string forwardedFor, string identifier, string password = TestServer.Password) =>
        server.From(forwardedFor).PostAsync("/v1/auth/flows", new { type = "sign_in", answers = new { identifier, password } });

    /// <summary>A new user, who came from a place of their own.</summary>
    public static async Task<Caller> NewUserAsync(this TestServer server)
    {
        var answer = await server.From(Next()).PostAsync("/v1/auth/flows", new
        {
            type = "sign_up",
            answers = new { email = $"{Guid.CreateVersion7():N}@example.com", password = TestServer.Password, name = "Ada" },
        });
        answer.ShouldBe(HttpStatusCode.OK);
        return Caller.Of(server.NewHttpClient(), answer);
    }
}
