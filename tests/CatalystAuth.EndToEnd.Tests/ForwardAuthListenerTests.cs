using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>The listener that the proxies ask, asked directly: it answers verify routes, and nothing else.</summary>
public sealed class ForwardAuthListenerTests(Stack stack)
{
    private static readonly (string, string)[] Forwarded =
    [
        ("X-Forwarded-Method", "GET"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Host", Stack.AppHost), ("X-Forwarded-Uri", "/public/logo.png"),
    ];

    // Envoy's question is its own path, see DialectTests.
    public static TheoryData<string> Flavours => [.. ProxyNames.All.Where(name => name != ProxyNames.Envoy)];

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_verify_route_answers_a_complete_question(string flavour)
    {
        var answer = await AskAsync($"/fa/{flavour}/{stack.App.Id}", Forwarded);

        answer.Status.ShouldBe(200);
        answer.Values("Cache-Control").ShouldBe(["no-store"]);
        foreach (var name in IdentityHeaders.All)
        {
            answer.Values(name).ShouldHaveSingleItem(name).ShouldNotBeEmpty(name);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/metrics")]
    [InlineData("/v1/orgs")]
    [InlineData("/v1/me")]
    [InlineData("/oauth/token")]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/reference")]
    [InlineData("/setup")]
    [InlineData("/favicon.ico")]
    [InlineData("/fa")]
    [InlineData("/fa/")]
    [InlineData("/fa/caddy")]
    [InlineData("/fa/caddy/")]
    [InlineData("/fa/elsewhere/{app}")]
    [InlineData("/fa/caddy/{app}/more")]
    [InlineData("/FA/caddy/{app}/x")]
    [InlineData("//fa/caddy/{app}")]
    public async Task Nothing_else_is_there(string path)
    {
        var answer = await AskAsync(path.Replace("{app}", stack.App.Id.ToString(), StringComparison.Ordinal), Forwarded);

        answer.Status.ShouldBe(404);
        answer.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_target_that_is_not_a_path_is_malformed()
    {
        var authority = stack.Server.ForwardAuthUrl.Authority;
        var route = $"/fa/caddy/{stack.App.Id}";

        (await AskAsync($"http://{authority}{route}", Forwarded)).Status.ShouldBe(400);
        (await AskAsync($"http://{authority}/", Forwarded)).Status.ShouldBe(400);
        (await RawHttp.SendAsync(stack.Server.ForwardAuthUrl, "OPTIONS", "*", authority, Forwarded)).Status.ShouldBe(400);
        (await RawHttp.SendAsync(stack.Server.ForwardAuthUrl, "CONNECT", authority, authority, Forwarded)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("caddy", 400)]
    [InlineData("nginx", 403)]
    public async Task A_forwarded_header_that_is_missing_or_repeated_is_refused(string flavour, int status)
    {
        var route = $"/fa/{flavour}/{stack.App.Id}";

        (await AskAsync(route, [])).Status.ShouldBe(status);
        foreach (var header in Forwarded)
        {
            (await AskAsync(route, Forwarded.Where(other => other != header))).Status.ShouldBe(status, $"without {header}");
            (await AskAsync(route, [.. Forwarded, header])).Status.ShouldBe(status, $"twice {header}");
        }
    }

    [Theory]
    [InlineData("caddy", 400)]
    [InlineData("nginx", 403)]
    public async Task A_twin_of_a_forwarded_header_is_refused(string flavour, int status)
    {
        foreach (var twin in (string[])["X_Forwarded_Uri", "X-Forwarded_Uri", "X.Forwarded.Uri", "X_Forwarded_Host", "x_forwarded_method"])
        {
            (await AskAsync($"/fa/{flavour}/{stack.App.Id}", [.. Forwarded, (twin, "/public/")])).Status.ShouldBe(status, twin);
        }
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task An_app_that_does_not_exist_lets_nobody_in(string flavour)
    {
        foreach (var app in (string[])[AppId.From(Guid.CreateVersion7()).ToString(), "app_x", "x", "%2e%2e", stack.Tenant.Org.Id.ToString()])
        {
            (await AskAsync($"/fa/{flavour}/{app}", Forwarded)).Status.ShouldBeOneOf(403, 404);
        }
    }

    private Task<RawAnswer> AskAsync(string target, IEnumerable<(string, string)> headers) =>
        RawHttp.SendAsync(stack.Server.ForwardAuthUrl, "GET", target, stack.Server.ForwardAuthUrl.Authority, headers);
}
