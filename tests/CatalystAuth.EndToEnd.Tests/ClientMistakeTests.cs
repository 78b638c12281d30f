using System.Text;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Nobody makes a proxy answer as if it were broken: what a client does wrong is its own mistake, and is refused.</summary>
public sealed class ClientMistakeTests(Stack stack)
{
    public static TheoryData<string, string> RealProxiesAndMistakes => new MatrixTheoryData<string, string>(
        [ProxyNames.Caddy, ProxyNames.Nginx, ProxyNames.HAProxy],
        ["nothing here", "no text", "many headers", "long address", "long cookie", "two hosts in one", "bad escape", "no path", "connect", "no host", "no state"]);

    [Theory]
    [MemberData(nameof(RealProxiesAndMistakes))]
    public async Task It_is_refused_and_no_error_of_the_server(string proxy, string mistake)
    {
        var passage = mistake switch
        {
            "nothing here" => await stack.SendAsync(proxy, "/.catalyst/anything"),
            "no state" => await stack.SendAsync(proxy, "/.catalyst/callback?code=x"),
            "no text" => await stack.SendAsync(proxy, "/reports", null, ("Cookie", "a=\u00ff"), ("User-Agent", "\u00fe")),
            "many headers" => await stack.SendAsync(proxy, "/reports", null, Enumerable.Range(0, 99).Select(_ => ("Accept", "*/*"))),
            "long address" => await stack.SendAsync(proxy, $"/reports?{new string('x', 7 * 1024)}"),
            "long cookie" => await stack.SendAsync(proxy, "/reports", null, ("Cookie", $"a={new string('x', 7 * 1024)}")),
            "two hosts in one" => await stack.SendToHostAsync(proxy, $"{Stack.AppHost},{Stack.AppHost}", "/reports"),
            "bad escape" => await stack.SendAsync(proxy, "/reports/%zz%00"),
            "no path" => await stack.SendAsync(proxy, "*"),
            "connect" => await SendAsync(proxy, $"CONNECT {Stack.AppHost}:443 HTTP/1.1\r\nHost: {Stack.AppHost}\r\nConnection: close\r\n\r\n"),
            "no host" => await SendAsync(proxy, "GET /reports HTTP/1.0\r\n\r\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(mistake)),
        };

        passage.ShouldBeRefused(400, 401, 403, 404, 405, 408, 413, 414, 431);
    }

    [Theory]
    [InlineData(ProxyNames.HAProxy, 404)]
    [InlineData(ProxyNames.Caddy, 404)]
    [InlineData(ProxyNames.Nginx, 403)]
    public async Task A_path_of_forward_auths_own_that_leads_nowhere_is_not_there(string proxy, int status) =>
        (await stack.SendAsync(proxy, "/.catalyst/anything", await stack.Tenant.NewTokenAsync("app:read"))).ShouldBeRefused(status);

    private async Task<Passage> SendAsync(string proxy, string request) =>
        new(await RawHttp.SendAsync(stack.UrlOf(proxy), Encoding.Latin1.GetBytes(request)), []);
}
