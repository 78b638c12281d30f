using System.Net;
using System.Net.WebSockets;
using System.Text;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Connections that last go through every proxy: WebSockets, and streams of events.</summary>
public sealed class StreamTests(Stack stack)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_WebSocket_opens_for_who_may_and_carries_what_both_say(string proxy)
    {
        using var stop = Stop();
        var probe = Guid.CreateVersion7().ToString("N");
        using var socket = NewSocket(probe, await stack.Tenant.NewTokenAsync("app:read"));

        // Beside "Upgrade": what is named is taken from no identity.
        socket.Options.SetRequestHeader("Connection", "X-User-Sub");
        await socket.ConnectAsync(UrlOf(proxy), stop.Token);
        foreach (var text in (string[])["one", "two"])
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, stop.Token);
            var buffer = new byte[64];
            var heard = await socket.ReceiveAsync(buffer, stop.Token);
            Encoding.UTF8.GetString(buffer, 0, heard.Count).ShouldBe(text);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, stop.Token);
        var request = stack.Upstream.With(probe).ShouldHaveSingleItem();
        request.Values("Upgrade").ShouldBe(["websocket"], StringComparer.OrdinalIgnoreCase);
        request.Values(IdentityHeaders.UserSub).ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_WebSocket_does_not_open_for_who_may_not_and_the_upstream_hears_nothing(string proxy)
    {
        using var stop = Stop();
        var probe = Guid.CreateVersion7().ToString("N");
        foreach (var (token, status) in new[] { (null, HttpStatusCode.Unauthorized), ("x", HttpStatusCode.Unauthorized), (await stack.Tenant.NewTokenAsync("app:write"), HttpStatusCode.Forbidden) })
        {
            using var socket = NewSocket(probe, token);

            await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(UrlOf(proxy), stop.Token));

            // The controller sends whoever gets 401 elsewhere, where no WebSocket goes, and its client tells no status of that.
            socket.HttpStatusCode.ShouldBe((proxy, status) == (Proxy.IngressNginx, HttpStatusCode.Unauthorized) ? default : status);
        }

        stack.Upstream.With(probe).ShouldBeEmpty();
    }

    public static TheoryData<string, string> ProxiesAndProtocols => new MatrixTheoryData<string, string>(
        [.. ProxyNames.All, Proxy.IngressNginx], ["h2c", "websocket, h2c", "h2c, websocket", "TLS/1.0"]);

    // In a tunnel of another protocol more requests would go to the upstream, which nobody was asked about.
    [Theory]
    [MemberData(nameof(ProxiesAndProtocols))]
    public async Task No_other_upgrade_is_handed_on(string proxy, string protocol)
    {
        var token = await stack.Tenant.NewTokenAsync("app:read");

        // HAProxy itself takes nothing that looks like a WebSocket without a key.
        (string, string)[] key = proxy == ProxyNames.HAProxy ? [("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")] : [];
        foreach (var two in (bool[])[false, true])
        {
            var passage = await stack.SendAsync(
                proxy, "/reports", token,
                [.. key, .. two ? protocol.Split(", ").Select(one => ("Upgrade", one)) : [("Upgrade", protocol)], ("Connection", "Upgrade, HTTP2-Settings, close"), ("HTTP2-Settings", "AAMAAABkAAQAAP__")]);

            var request = passage.ShouldBeLetIn();
            request.Values("HTTP2-Settings").ShouldBeEmpty();

            // The controller hands any on; without the settings that is none to HTTP/2.
            if (proxy != Proxy.IngressNginx)
            {
                request.Values("Upgrade").ShouldBeSubsetOf(["websocket"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task The_first_event_of_a_stream_comes_before_its_end(string proxy)
    {
        using var stop = Stop();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.UrlOf(proxy), "/reports/events"));
        request.Headers.Host = Stack.AppHost;
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {await stack.Tenant.NewTokenAsync("app:read")}");

        // The upstream says no more, and never ends by itself.
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop.Token));
        (await reader.ReadLineAsync(stop.Token)).ShouldBe(EchoUpstream.FirstEvent);
    }

    // The only way to see that a timeout is another one is to be quiet for longer than it.
    [Fact]
    public async Task HAProxy_keeps_a_quiet_WebSocket_for_longer_than_it_waits_for_an_answer()
    {
        using var stop = Stop();
        var config = (await stack.Tenant.Client.Apps.GetProxyConfigAsync(
            stack.App.Id, Proxy.RequestOf(ProxyNames.HAProxy, stack.Server.ForwardAuthUrl, stack.Upstream.Url), stop.Token)).Value;
        await using var proxy = await Proxy.StartAsync(config with
        {
            Files = [.. config.Files.Select(file => file with { Content = file.Content.Replace("timeout server 5m", "timeout server 1s", StringComparison.Ordinal) })],
        });
        using var socket = NewSocket("quiet", await stack.Tenant.NewTokenAsync("app:read"));
        await socket.ConnectAsync(new Uri($"ws://{proxy.Url.Authority}/reports/live"), stop.Token);

        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, stop.Token);

        await socket.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, endOfMessage: true, stop.Token);
        (await socket.ReceiveAsync(new byte[8], stop.Token)).Count.ShouldBe(1);
    }

    private static CancellationTokenSource Stop()
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Deadline);
        return stop;
    }

    private static ClientWebSocket NewSocket(string probe, string? token)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Proxy = null;
        socket.Options.SetRequestHeader("Host", Stack.AppHost);
        socket.Options.SetRequestHeader(EchoUpstream.ProbeHeader, probe);
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        return socket;
    }

    private Uri UrlOf(string proxy) => new($"ws://{stack.UrlOf(proxy).Authority}/reports/live");
}
