using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CatalystAuth.Testing;

/// <summary>
/// The upstream behind the proxies: it answers each request with what it got, and remembers it. A request carries a name of its own
/// in <see cref="ProbeHeader"/>, so that tests that run at the same time can tell whether theirs came through.
/// A WebSocket gets its messages back, and who takes an event stream gets one event and then nothing for ever.
/// </summary>
public sealed class EchoUpstream : IAsyncDisposable
{
    /// <summary>The header that tells requests apart.</summary>
    public const string ProbeHeader = "X-Probe";

    /// <summary>What an event stream begins with.</summary>
    public const string FirstEvent = "data: first";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<EchoedRequest> _requests = new();

    private EchoUpstream(WebApplication app, Uri url) => (_app, Url) = (app, url);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>How many requests came.</summary>
    public int Count => _requests.Count;

    /// <summary>Starts one.</summary>
    public static async Task<EchoUpstream> StartAsync()
    {
        var url = $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        var app = builder.Build();
        var upstream = new EchoUpstream(app, new Uri(url));
        app.UseWebSockets();
        app.Run(upstream.AnswerAsync);
        await app.StartAsync();
        return upstream;
    }

    /// <summary>The requests with this name.</summary>
    public IReadOnlyList<EchoedRequest> With(string probe) =>
        [.. _requests.Where(request => request.Values(ProbeHeader).Contains(probe))];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
        }

        var request = new EchoedRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            ValuesOf(context.Request.Headers))
        {
            Trailers = context.Features.Get<IHttpRequestTrailersFeature>() is { Available: true, Trailers: var trailers } ? ValuesOf(trailers) : EchoedRequest.None,
        };
        _requests.Enqueue(request);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            await (context.WebSockets.IsWebSocketRequest ? EchoAsync(context, stop.Token)
                : context.Request.Headers.Accept is ["text/event-stream"] ? StreamAsync(context, stop.Token)
                : context.Response.WriteAsJsonAsync(request, Json, stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The other end went, or this one goes.
        }
    }

    private static async Task EchoAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, cancellationToken) is { MessageType: not WebSocketMessageType.Close } message)
        {
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, cancellationToken);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }

    private static async Task StreamAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync($"{FirstEvent}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private static Dictionary<string, string[]> ValuesOf(IHeaderDictionary headers) =>
        headers.ToDictionary(header => header.Key, header => header.Value.Select(value => value ?? string.Empty).ToArray());
}

/// <summary>A request as it reached the upstream.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its raw target.</param>
/// <param name="Headers">Its headers, each with all its values.</param>
public sealed record EchoedRequest(string Method, string Path, IReadOnlyDictionary<string, string[]> Headers)
{
    /// <summary>No headers.</summary>
    public static IReadOnlyDictionary<string, string[]> None { get; } = new Dictionary<string, string[]>();

    /// <summary>What came behind its body, alike.</summary>
    public IReadOnlyDictionary<string, string[]> Trailers { get; init; } = None;

    /// <summary>All values of a header, also when it was sent more than once.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).SelectMany(header => header.Value)];

    /// <summary>
    /// All values that a program behind CGI, FastCGI or WSGI would find under this name: there <c>X-User-Sub</c>, <c>X_User_Sub</c>
    /// and <c>X.User.Sub</c> are one.
    /// </summary>
    public IReadOnlyList<string> ValuesOfTwins(string name) =>
        [.. Headers.Where(header => CgiName(header.Key) == CgiName(name)).SelectMany(header => header.Value)];

    private static string CgiName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
