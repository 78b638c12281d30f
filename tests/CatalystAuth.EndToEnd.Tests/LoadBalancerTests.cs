using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>A Caddy that trusts who stands before it asks about the request that it routes, whatever its client says of it.</summary>
public sealed class LoadBalancerTests(Stack stack)
{
    private static readonly (string, string)[] Navigating = [("Accept", "text/html"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];

    /// <summary>CVE-2026-54764, CVE-2026-33495: a scheme or port of the client's is believed.</summary>
    [Trait("Advisory", "Spoofed schemes and ports")]
    [Theory]
    [InlineData("X-Forwarded-Host", "open.")]
    [InlineData("X-Forwarded-Uri", "/public/x")]
    [InlineData("X-Forwarded-Method", "OPTIONS")]
    [InlineData("X-Forwarded-Proto", "https")]
    public async Task A_client_says_neither_host_nor_path_nor_method_nor_scheme(string header, string value)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Mary");
        await using var upstream = await EchoUpstream.StartAsync();
        var domain = $"d{Guid.CreateVersion7():N}.example";
        (await stack.Admin.ForwardAuthDomains.SetAsync(domain, new(tenant.Org.Id), TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();
        await tenant.ProtectAsync($"open.{domain}", [new("/**", new Requirement.Public())]);
        await tenant.ProtectAsync(
            $"closed.{domain}",
            [new("/public/**", new Requirement.Public()), new("/**", new Requirement.Public(), ["OPTIONS"]), new("/**", new Requirement.Role("owner"))]);
        var config = (await stack.Admin.ForwardAuthDomains.GetProxyConfigAsync(
            domain, Proxy.RequestOf(Stack.Caddy, stack.Server.ForwardAuthUrl, upstream.Url), TestContext.Current.CancellationToken)).Value;
        await using var proxy = await Proxy.StartAsync(Trusting(config));
        (await RawHttp.SendAsync(proxy.Url, "GET", "/x", $"open.{domain}")).Status.ShouldBe(200);
        (await RawHttp.SendAsync(proxy.Url, "GET", "/public/x", $"closed.{domain}")).Status.ShouldBe(200);
        var reached = upstream.Count;
        (string, string) lie = (header, value == "open." ? value + domain : value);

        (await RawHttp.SendAsync(proxy.Url, "GET", "/x", $"closed.{domain}", lie)).Status.ShouldBe(401);

        // Nor that it came by TLS, which the load balancer may know and Caddy is told by hand.
        var sent = await RawHttp.SendAsync(proxy.Url, "GET", "/x", $"closed.{domain}", [lie, .. Navigating]);
        (sent.Status, sent.Values("Location").Count).ShouldBe((403, 0), sent.Body);
        sent.Body.ShouldContain("https");
        upstream.Count.ShouldBe(reached);
    }

    // As the global option of later versions does for every handler.
    private static ProxyConfig Trusting(ProxyConfig config) => config with
    {
        Files = [new("Caddyfile", config.Files.Single().Content.Replace("      copy_headers", "      trusted_proxies 127.0.0.1\n      copy_headers", StringComparison.Ordinal))],
    };
}
