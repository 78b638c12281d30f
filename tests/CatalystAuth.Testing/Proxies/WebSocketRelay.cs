using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.Testing.Proxies;

/// <summary>Opens a WebSocket at an upstream for one of a client, and carries what both say.</summary>
internal static class WebSocketRelay
{
    public static async Task RunAsync(HttpContext context, string upstream, string target, IReadOnlyDictionary<string, List<string>> headers)
    {
        using var far = new ClientWebSocket();
        far.Options.SetRequestHeader("Host", context.Request.Host.Value ?? string.Empty);
        foreach (var (name, values) in headers.Where(header => !header.Key.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase)))
        {
            far.Options.SetRequestHeader(name, string.Join(", ", values));
        }

        await far.ConnectAsync(new Uri("ws" + upstream["http".Length..] + target), context.RequestAborted);
        using var near = await context.WebSockets.AcceptWebSocketAsync();
        await Task.WhenAll(CopyAsync(near, far, context.RequestAborted), CopyAsync(far, near, context.RequestAborted));
    }

    private static async Task CopyAsync(WebSocket from, WebSocket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellationToken) is { MessageType: not WebSocketMessageType.Close } message)
            {
                await to.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, cancellationToken);
            }

            await to.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            to.Abort();
        }
    }
}
