using System.Text;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Identity headers behind a body instead of before it, which some servers add to those before it. The class of CVE-2026-88004.</summary>
public sealed class TrailerTests(Stack stack)
{
    private const string Lie = "spoofed";

    public static TheoryData<string> RealProxies => [ProxyNames.Caddy, ProxyNames.Nginx, ProxyNames.HAProxy, Proxy.IngressNginx];

    /// <summary>CVE-2026-88004: identity headers in trailers.</summary>
    [Trait("Advisory", "Trailers")]
    [Theory]
    [MemberData(nameof(RealProxies))]
    public async Task CVE_2026_88004_trailers_are_nobodys_identity(string proxy)
    {
        var names = IdentityHeaders.All.Concat(IdentityHeaders.All.Select(name => name.Replace('-', '_'))).ToArray();
        foreach (var (target, token) in new[] { ("/reports", await stack.Tenant.NewTokenAsync("app:read")), ("/public/x", null) })
        {
            foreach (var announced in (bool[])[true, false])
            {
                var probe = Guid.CreateVersion7().ToString("N");
                var request = new StringBuilder($"POST {target} HTTP/1.1\r\nHost: {Stack.AppHost}\r\n{EchoUpstream.ProbeHeader}: {probe}\r\nConnection: close\r\n")
                    .Append(token is null ? string.Empty : $"Authorization: Bearer {token}\r\n")
                    .Append(announced ? $"Trailer: {string.Join(", ", names)}\r\n" : string.Empty)
                    .Append("Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n")
                    .AppendJoin(string.Empty, names.Select(name => $"{name}: {Lie}\r\n"))
                    .Append("\r\n");

                var answer = await RawHttp.SendAsync(stack.UrlOf(proxy), Encoding.Latin1.GetBytes(request.ToString()));

                // It may be refused.
                foreach (var reached in stack.Upstream.With(probe))
                {
                    foreach (var name in IdentityHeaders.All)
                    {
                        reached.ValuesOfTwins(name).ShouldHaveSingleItem(name).ShouldNotBe(Lie, name);
                    }

                    reached.Headers.Values.SelectMany(values => values).ShouldNotContain(Lie);

                    // This version of HAProxy hands them on as what they are; later ones are told to drop them, as the others do.
                    (proxy == ProxyNames.HAProxy || reached.Trailers.Count == 0).ShouldBeTrue();
                }

                answer.Status.ShouldBeOneOf([200, 400, 403], answer.Body);
            }
        }
    }
}
