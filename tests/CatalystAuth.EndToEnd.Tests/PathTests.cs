using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>No way to write a path makes a protected one look public.</summary>
public sealed class PathTests(Stack stack)
{
    public static TheoryData<string, string> ProxiesAndPaths => new MatrixTheoryData<string, string>(
        [.. ProxyNames.All, Proxy.IngressNginx],
        [
            "/secret", "//secret", "/PUBLIC/secret", "/publicsecret", "/%70ublic/../secret",
            "/public/../secret", "/public/./../secret", "/public//../secret", "/public/x/../../secret", "//public/../secret",
            "/public/%2e%2e/secret", "/public/%2E%2E/secret", "/public/.%2e/secret", "/public/%2e./secret",
            "/public/..%2fsecret", "/public/..%2Fsecret", "/public%2f..%2fsecret", "/public%2F../secret", "/public/%2e%2e%2fsecret",
            "/public/%252e%252e/secret", "/public/..%252fsecret", "/public/%25%32%65%25%32%65/secret",
            "/public/..;/secret", "/public;/../secret", "/public/..;x=y/secret",
            @"/public\..\secret", "/public/..%5csecret", "/public%5c..%5csecret", @"/public/..\secret",
            "/public/..%00/secret", "/public/%c0%ae%c0%ae/secret", "/public/%e2%80%a4%e2%80%a4/../secret",
            "/secret?/public/", "/secret?x=/public/../", "/secret%3f/public/", "/secret#/../public/logo.png", "/secret%23/../public/logo.png",
            "/secret/../public/../secret", "/public/../public/../secret", "/public/%", "/public/%zz/../../secret", "/./secret", "/secret/.",
        ]);

    [Theory]
    [MemberData(nameof(ProxiesAndPaths))]
    public async Task A_path_that_leads_out_of_the_public_part_needs_a_token(string proxy, string target)
    {
        var passage = await stack.SendAsync(proxy, target);

        // Envoy resolves dot segments for us and for the upstream alike; two of these lead back into the public part then.
        if (proxy == ProxyNames.Envoy && passage.Reached.Count > 0)
        {
            passage.ShouldBeLetIn().Path.ShouldBeOneOf("/public/secret", "/public/logo.png");
            return;
        }

        passage.ShouldBeRefused(400, 401, 403);
    }
}
