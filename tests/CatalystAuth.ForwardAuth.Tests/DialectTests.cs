using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Each proxy asks in its own way, and is answered in its own way.</summary>
public sealed class DialectTests : IAsyncLifetime
{
    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Theory]
    [InlineData("traefik", 401, 403, 400)]
    [InlineData("caddy", 401, 403, 400)]
    [InlineData("haproxy", 401, 403, 400)]
    [InlineData("nginx", 401, 403, 403)]
    public async Task Those_that_forward_in_headers(string flavour, int unauthenticated, int forbidden, int bad)
    {
        (await _gate.AskAsync(_app, "/reports", _gate.Token(), flavour)).ShouldBe(200);
        (await _gate.AskAsync(_app, "/reports", null, flavour)).ShouldBe(unauthenticated, DecisionReasons.Unauthenticated);
        (await _gate.AskAsync(_app, "/reports", _gate.Token(_gate.Claims("x")), flavour)).ShouldBe(forbidden, DecisionReasons.RequirementFailed);
        (await _gate.AskAsync(_app, "reports", _gate.Token(), flavour)).ShouldBe(bad, DecisionReasons.BadRequest);
    }

    [Theory]
    [InlineData("wss", 200)]
    [InlineData("ws", 200)]
    [InlineData("ftp", 400)]
    public async Task Traefik_calls_the_scheme_of_a_WebSocket_by_its_own_name(string proto, int status) =>
        ((int)(await _gate.AskAsync(_app, "/reports", _gate.Token(), "traefik", proto: proto)).Status).ShouldBe(status);

    [Fact]
    public async Task HAProxy_asks_with_HEAD_and_gets_the_headers()
    {
        var reply = await SendAsync(HttpMethod.Head, $"/fa/haproxy/{_app.Id}", ("X-Forwarded-Method", "POST"), ("X-Forwarded-Proto", "http"),
            ("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Uri", "/reports"), ("Authorization", $"Bearer {_gate.Token()}"));

        reply.Status.ShouldBe(HttpStatusCode.OK);
        IdentityHeaders.All.ShouldAllBe(name => reply.Headers.ContainsKey(name));
        (await SendAsync(HttpMethod.Head, $"/fa/haproxy/{_app.Id}", ("X-Forwarded-Method", "GET"), ("X-Forwarded-Proto", "http"),
            ("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Uri", "/reports"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET", "/reports?x=1", true, 200)]
    [InlineData("DELETE", "/reports", true, 200)]
    [InlineData("GET", "/reports", false, 401)]
    [InlineData("GET", "/public/logo.png", false, 200)]
    [InlineData("GET", "/public/../reports", false, 401)]
    [InlineData("GET", "/public/%2e%2e/reports", false, 401)]
    [InlineData("GET", "/public/?/fa/envoy/", false, 200)]
    [InlineData("GET", "//public/x", false, 401)]
    public async Task Envoy_asks_with_the_method_and_the_path_of_the_client(string method, string uri, bool withToken, int status)
    {
        (string, string)[] token = withToken ? [("Authorization", $"Bearer {_gate.Token()}")] : [];

        var reply = await SendAsync(new(method), $"/fa/envoy/{_app.Id}{uri}", [("Host", "app.localhost"), ("X-Forwarded-Proto", "http"), .. token]);

        ((int)reply.Status).ShouldBe(status, reply.Body);
    }

    [Fact]
    public async Task Of_Envoy_no_forwarded_header_is_read_but_the_scheme_and_that_once()
    {
        var path = $"/fa/envoy/{_app.Id}/reports";

        (await SendAsync(HttpMethod.Get, path, ("Host", "app.localhost"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Uri", "/public/x"),
            ("X-Forwarded-Method", "OPTIONS"), ("X-Original-URL", "http://app.localhost/public/x"))).ShouldBe(401, DecisionReasons.Unauthenticated);
        (await SendAsync(HttpMethod.Get, path, ("Host", "app.localhost"))).ShouldBe(400, DecisionReasons.BadRequest);
        (await SendAsync(HttpMethod.Get, path, ("Host", "app.localhost"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Proto", "https")))
            .ShouldBe(400, DecisionReasons.BadRequest);
        (await SendAsync(HttpMethod.Get, path, ("Host", "other.localhost"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Host", "app.localhost")))
            .ShouldBe(403, DecisionReasons.UnknownApp);
    }

    [Theory]
    [InlineData("https://app.localhost/reports?x=1", 200)]
    [InlineData("https://app.localhost/public/../reports", 200)]
    [InlineData("https://other.localhost/reports", 403)]
    [InlineData("https://app.localhost@other.localhost/reports", 403)]
    [InlineData("https://other.localhost/https://app.localhost/reports", 403)]
    [InlineData("https://app.localhost", 403)]
    [InlineData("/reports", 403)]
    [InlineData("https:///reports", 403)]
    [InlineData("ftp://app.localhost/reports", 403)]
    public async Task The_ingress_controller_forwards_one_URL(string url, int status)
    {
        var reply = await SendAsync(HttpMethod.Get, $"/fa/ingress-nginx/{_app.Id}", ("X-Original-URL", url), ("X-Original-Method", "GET"),
            ("Authorization", $"Bearer {_gate.Token()}"));

        ((int)reply.Status).ShouldBe(status, reply.Body);
    }

    [Fact]
    public async Task What_one_proxy_sends_is_nothing_to_another()
    {
        (string, string)[] original = [("X-Original-URL", "http://app.localhost/public/x"), ("X-Original-Method", "GET")];
        (string, string)[] forwarded =
            [("X-Forwarded-Method", "GET"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Host", "app.localhost"), ("X-Forwarded-Uri", "/public/x")];

        (await SendAsync(HttpMethod.Get, $"/fa/nginx/{_app.Id}", original)).ShouldBe(403, DecisionReasons.BadRequest);
        (await SendAsync(HttpMethod.Get, $"/fa/ingress-nginx/{_app.Id}", forwarded)).ShouldBe(403, DecisionReasons.BadRequest);
        (await SendAsync(HttpMethod.Get, $"/fa/ingress-nginx/{_app.Id}", [.. original, ("X_Original_URL", "http://app.localhost/public/x")]))
            .ShouldBe(403, DecisionReasons.BadRequest);
        (await SendAsync(HttpMethod.Get, $"/fa/ingress-nginx/{_app.Id}", [.. original, original[0]])).ShouldBe(403, DecisionReasons.BadRequest);
    }

    [Fact]
    public async Task Rules_by_method_go_by_the_clients_method_in_every_dialect()
    {
        var app = _gate.NewApp(new AppRule("/**", new Requirement.Public(), ["GET"]), new AppRule("/**", new Requirement.Scope("app:read")));

        foreach (var flavour in new[] { "traefik", "caddy", "nginx", "haproxy" })
        {
            (await _gate.AskAsync(app, "/x", null, flavour)).ShouldBe(200);
            (await _gate.AskAsync(app, "/x", null, flavour, method: "POST")).ShouldBe(401, DecisionReasons.Unauthenticated);
        }

        foreach (var (method, status) in new[] { (HttpMethod.Get, 200), (HttpMethod.Post, 401) })
        {
            var reply = await SendAsync(method, $"/fa/envoy/{app.Id}/x", ("Host", "app.localhost"), ("X-Forwarded-Proto", "http"));
            ((int)reply.Status).ShouldBe(status);
        }
    }

    private async Task<Reply> SendAsync(HttpMethod method, string target, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(
            method, new Uri($"{_gate.Url.GetLeftPart(UriPartial.Authority)}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var header in headers.GroupBy(header => header.Name))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Select(value => value.Value));
        }

        using var response = await http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }
}
