using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>What a client says about itself never reaches the upstream as if we had said it, and never decides a request.</summary>
public sealed class SpoofedHeaderTests(Stack stack)
{
    private const string Lie = "spoofed";

    public static TheoryData<string, string> ProxiesAndTargets => new MatrixTheoryData<string, string>(
        [.. ProxyNames.All, Proxy.IngressNginx], ["/reports", "/public/logo.png"]);

    /// <summary>CVE-2026-54763, CVE-2026-88011, CVE-2025-64484, CVE-2026-33433, GHSA-f59h-q822-g45g: another spelling of an identity header reaches the app.</summary>
    [Trait("Advisory", "Identity header twins")]
    [Theory]
    [MemberData(nameof(ProxiesAndTargets))]
    public async Task Identity_headers_and_all_their_twins_are_stripped(string proxy, string target)
    {
        var token = target == "/reports" ? await stack.Tenant.NewTokenAsync("app:read") : null;
        var lies = IdentityHeaders.All.SelectMany(Spellings.Of).Select(name => (name, Lie)).ToArray();
        if (proxy == ProxyNames.Envoy)
        {
            (await stack.SendAsync(proxy, target, token, lies)).ShouldBeRefused(400);
            lies = [.. lies.Where(lie => !lie.name.Contains('_', StringComparison.Ordinal))];
        }

        var request = (await stack.SendAsync(proxy, target, token, lies)).ShouldBeLetIn();

        foreach (var name in IdentityHeaders.All)
        {
            request.ValuesOfTwins(name).ShouldHaveSingleItem(name).ShouldNotBe(Lie, name);
        }
    }

    [Theory]
    [MemberData(nameof(ProxiesAndTargets))]
    public async Task An_identity_header_sent_twice_is_stripped_twice(string proxy, string target)
    {
        var token = target == "/reports" ? await stack.Tenant.NewTokenAsync("app:read") : null;

        var request = (await stack.SendAsync(
            proxy, target, token, (IdentityHeaders.UserSub, Lie), (IdentityHeaders.UserSub.ToLowerInvariant(), Lie))).ShouldBeLetIn();

        request.ValuesOfTwins(IdentityHeaders.UserSub).ShouldHaveSingleItem().ShouldNotContain(Lie);
    }

    // A proxy that takes our header for one of this hop drops it, and the upstream reads "nobody"; the client's must not be there instead.
    /// <summary>CVE-2024-45410, CVE-2021-32813, CVE-2025-48865: a client has a proxy drop what it set itself.</summary>
    [Trait("Advisory", "Hop by hop headers")]
    [Theory]
    [MemberData(nameof(ProxiesAndTargets))]
    public async Task An_identity_header_named_in_Connection_is_ours_or_none(string proxy, string target)
    {
        var token = target == "/reports" ? await stack.Tenant.NewTokenAsync("app:read") : null;

        var passage = await stack.SendAsync(
            proxy, target, token, ("Connection", $"close, {IdentityHeaders.UserSub}, Authorization, X-Forwarded-Uri"), (IdentityHeaders.UserSub, Lie));

        foreach (var request in passage.Reached)
        {
            request.ValuesOfTwins(IdentityHeaders.UserSub).ShouldNotContain(value => value.Contains(Lie, StringComparison.Ordinal));
        }
    }

    // The emulators of Traefik and Envoy forward as they like.
    [Theory]
    [InlineData(ProxyNames.Caddy)]
    [InlineData(ProxyNames.Nginx)]
    [InlineData(ProxyNames.HAProxy)]
    [InlineData(Proxy.IngressNginx)]
    public async Task Identity_headers_named_in_Connection_reach_the_upstream_all_the_same(string proxy)
    {
        var named = string.Join(", ", IdentityHeaders.All);
        var token = await stack.Tenant.NewTokenAsync("app:read");
        foreach (var connection in (string[])[$"close, {IdentityHeaders.Labels}, {IdentityHeaders.UserSub}", $"close, {named}", $"{named.ToLowerInvariant()}, close"])
        {
            var request = (await stack.SendAsync(proxy, "/reports", token, ("Connection", connection), (IdentityHeaders.UserSub, Lie))).ShouldBeLetIn();

            foreach (var name in IdentityHeaders.All)
            {
                request.ValuesOfTwins(name).ShouldHaveSingleItem(name).ShouldNotBe(Lie, name);
            }
        }
    }

    private static readonly string[] OtherPaths = ["X-Original-URL", "X-Original-URI", "X-Rewrite-URL"];

    [Theory]
    [MemberData(nameof(ProxiesAndTargets))]
    public async Task No_spelling_of_a_header_that_names_another_path_reaches_the_upstream(string proxy, string target)
    {
        var token = target == "/reports" ? await stack.Tenant.NewTokenAsync("app:read") : null;
        var sent = OtherPaths.SelectMany(Spellings.Of).SelectMany(name => new[] { (name, "/admin"), (name.ToLowerInvariant(), "/admin") }).ToArray();
        if (proxy == ProxyNames.Envoy)
        {
            (await stack.SendAsync(proxy, target, token, sent)).ShouldBeRefused(400);
            sent = [.. sent.Where(header => !header.Item1.Contains('_', StringComparison.Ordinal))];
        }

        foreach (var some in sent.Chunk(40))
        {
            var request = (await stack.SendAsync(proxy, target, token, some)).ShouldBeLetIn();

            OtherPaths.SelectMany(request.ValuesOfTwins).ShouldBeEmpty();
        }
    }

    public static TheoryData<string, string> ProxiesAndForwarded => new MatrixTheoryData<string, string>(
        [.. ProxyNames.All, Proxy.IngressNginx],
        [
            "X-Forwarded-Uri", "X_Forwarded_Uri", "X-Forwarded_Uri", "X.Forwarded.Uri", "X-Forwarded-Method", "X_Forwarded_Method",
            "X-Forwarded-Host", "X_Forwarded_Host", "X-Forwarded-Proto", "X-Forwarded-For", "X-Original-Uri", "X-Original-URL", "X-Rewrite-URL",
            "X-Original-Method", "Forwarded", "X-Forwarded-Prefix", "X-Http-Method-Override",
        ]);

    [Theory]
    [MemberData(nameof(ProxiesAndForwarded))]
    public async Task A_forwarded_header_of_the_client_lets_nobody_in(string proxy, string header)
    {
        var value = header switch
        {
            "Forwarded" => "for=127.0.0.1;host=app.localhost;proto=http",
            _ when header.EndsWith("Method", StringComparison.Ordinal) => "OPTIONS",
            _ when header.EndsWith("Host", StringComparison.Ordinal) => Stack.AppHost,
            _ when header.EndsWith("Proto", StringComparison.Ordinal) => "https",
            _ when header.EndsWith("For", StringComparison.Ordinal) => "127.0.0.1",
            _ => "/public/logo.png",
        };

        (await stack.SendAsync(proxy, "/reports", null, (header, value))).ShouldBeRefused(400, 401, 403);
        (await stack.SendAsync(proxy, "/reports", null, (header, value), (header, value))).ShouldBeRefused(400, 401, 403);
        (await stack.SendAsync(proxy, "/reports", null, ("Connection", $"close, {header}"), (header, value))).ShouldBeRefused(400, 401, 403);
    }
}
