using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Secrets;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Nothing that signs anybody in travels by plain HTTP, but on one's own machine.</summary>
public sealed class HttpsTests : IAsyncLifetime
{
    private const string Host = "app.example.com";
    private const string LoginCookie = "__Host-catalyst_login";

    private static readonly (string, string)[] Navigating = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];

    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = NewApp(Host);
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("caddy", "http", "GET")]
    [InlineData("traefik", "http", "POST")]
    public async Task Nobody_is_sent_to_sign_in_and_a_page_says_what_is_wrong(string flavour, string proto, string method)
    {
        var reply = await _gate.AskAsync(_app, "/reports", flavour: flavour, host: Host, method: method, proto: proto, extra: Navigating);

        reply.ShouldBe(403);
        (reply.Location, reply.Cookies.Count).ShouldBe((null, 0));
        reply.Body.ShouldContain("https");
        reply.Body.ShouldContain("X-Forwarded-Proto");
    }

    [Theory]
    [InlineData("haproxy", "HEAD", 302)]
    [InlineData("haproxy", "POST", 303)]
    [InlineData("nginx", "GET", 401)]
    public async Task Where_the_proxy_shows_no_page_the_portal_says_it(string flavour, string method, int status)
    {
        var reply = await _gate.AskAsync(_app, "/reports", flavour: flavour, host: Host, method: method, extra: Navigating);

        reply.ShouldBe(status);
        (reply.Location, reply.Cookies.Count).ShouldBe(($"{TestGate.Issuer}/forward-auth/stopped?reason=https", 0));
    }

    [Fact]
    public async Task It_is_recorded_as_what_it_is()
    {
        await _gate.AskAsync(_app, "/reports", host: Host, extra: Navigating);

        while (_gate.Decisions.Count == 0)
        {
            await Task.Yield();
        }

        _gate.Decisions.Single().Reason.ShouldBe(DecisionReasons.HttpsRequired);
    }

    [Fact]
    public async Task Programs_are_told_as_ever_and_https_leads_on()
    {
        (await _gate.AskAsync(_app, "/reports", host: Host)).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(_app, "/reports", _gate.Token(), host: Host)).ShouldBe(200);
        (await _gate.AskAsync(_app, "/public/x", host: Host, extra: Navigating)).ShouldBe(200);
        (await _gate.AskAsync(_app, "/reports", host: Host, proto: "https", extra: Navigating)).ShouldBe(302);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("app.localhost")]
    [InlineData("APP.Localhost.:8080")]
    [InlineData("127.0.0.1:3000")]
    [InlineData("127.9.9.9")]
    [InlineData("[::1]:3000")]
    public async Task Ones_own_machine_needs_none(string host)
    {
        var app = NewApp(AppHost.NameOf(AppHost.Canonicalise(host)!));

        (await _gate.AskAsync(app, "/reports", host: host, extra: Navigating)).ShouldBe(302);
    }

    [Theory]
    [InlineData("localhost.example.com")]
    [InlineData("evillocalhost")]
    [InlineData("10.0.0.1")]
    [InlineData("128.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::2]")]
    [InlineData("[fe80::1]")]
    public async Task What_only_looks_like_it_does(string host)
    {
        var app = NewApp(host);

        (await _gate.AskAsync(app, "/reports", host: host, extra: Navigating)).ShouldBe(403);
        (await _gate.AskAsync(app, "/reports", host: host, proto: "https", extra: Navigating)).ShouldBe(302);
    }

    [Fact]
    public async Task A_code_that_came_by_plain_http_is_not_taken_and_the_landing_leads_nowhere()
    {
        var nonce = OpaqueSecret.New();
        foreach (var isHttps in (bool[])[true, false])
        {
            var request = new AppLoginRequest(_app.Id, null, isHttps, Host, "/reports", OpaqueSecret.HashOf(nonce)!, 0, _gate.Time.GetUtcNow());
            var state = _gate.Get<AppLoginSeal>().Seal(request);
            var code = _gate.Sessions.NewCode(request.NonceHash, new(_app.Id, _gate.Org, Host, null), () => _gate.Claims());
            foreach (var path in (string[])[$"/.catalyst/callback?code={code}&state={state}", $"/.catalyst/landing?state={state}"])
            {
                var back = await _gate.AskAsync(_app, path, host: Host, extra: [("Cookie", $"{LoginCookie}={nonce}"), .. Navigating]);

                back.ShouldBe(403);
                back.Body.ShouldContain("https");
                (back.Location, back.Cookies.Count).ShouldBe((null, 0));
            }
        }
    }

    private App NewApp(string host)
    {
        var app = _gate.NewApp(new AppRule("/public/**", new Requirement.Public()), new AppRule("/**", new Requirement.Scope("app:read"))) with { Hosts = [host], Version = 2 };
        _gate.Put(app);
        return app;
    }
}
