using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;
using CatalystAuth.Testing.Tls;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Servers that a proxy reaches by https have to prove who they are: forward-auth, before it is believed, and the upstream, before it gets anything.</summary>
public sealed class CertificateTests(Stack stack)
{
    public static TheoryData<string> RealProxies => [ProxyNames.Caddy, ProxyNames.Nginx, ProxyNames.HAProxy];

    [Theory]
    [MemberData(nameof(RealProxies))]
    public async Task With_good_certificates_requests_pass(string name)
    {
        using var authority = new TestAuthority();

        var (answer, reached) = await SendAsync(name, authority, authority, authority);

        answer.Status.ShouldBe(200, answer.Body);
        reached.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(RealProxies))]
    public async Task An_upstream_with_a_certificate_of_somebody_else_gets_nothing(string name)
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();

        foreach (var (issuer, certified) in new[] { (other, null), (authority, "elsewhere.example.com") })
        {
            var (answer, reached) = await SendAsync(name, authority, authority, issuer, upstreamName: certified);

            answer.Status.ShouldBeGreaterThanOrEqualTo(500);
            reached.ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(RealProxies))]
    public async Task A_forward_auth_with_a_certificate_of_somebody_else_lets_nobody_in(string name)
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();

        foreach (var (issuer, certified) in new[] { (other, null), (authority, "elsewhere.example.com") })
        {
            var (answer, reached) = await SendAsync(name, authority, issuer, authority, forwardAuthName: certified);

            answer.Status.ShouldBeGreaterThanOrEqualTo(500);
            reached.ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(RealProxies))]
    public async Task Without_a_file_the_systems_authorities_count(string name)
    {
        using var unknown = new TestAuthority();

        var (answer, reached) = await SendAsync(name, null, unknown, unknown);

        answer.Status.ShouldBeGreaterThanOrEqualTo(500);
        reached.ShouldBe(0);
    }

    private async Task<(RawAnswer Answer, int Reached)> SendAsync(
        string name, TestAuthority? trusted, TestAuthority ofForwardAuth, TestAuthority ofUpstream, string? forwardAuthName = null, string? upstreamName = null)
    {
        const string host = "localhost";
        await using var upstream = await EchoUpstream.StartAsync();
        await using var upstreamFront = new TlsFront(ofUpstream.Issue(upstreamName ?? host), upstream.Url, host);
        await using var forwardAuthFront = new TlsFront(ofForwardAuth.Issue(forwardAuthName ?? host), stack.Server.ForwardAuthUrl, host);
        var config = await stack.Tenant.Client.Apps.GetProxyConfigAsync(
            stack.App.Id, Proxy.RequestOf(name, forwardAuthFront.Url, upstreamFront.Url) with { CaFile = trusted?.File }, TestContext.Current.CancellationToken);
        await using var proxy = await Proxy.StartAsync(config.Value);

        var answer = await RawHttp.SendAsync(proxy.Url, "GET", "/public/x", Stack.AppHost);
        return (answer, upstream.Count);
    }
}
