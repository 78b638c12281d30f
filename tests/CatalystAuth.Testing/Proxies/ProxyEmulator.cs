using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CatalystAuth.Testing.Proxies;

/// <summary>
/// What stands in for a proxy that can't be had: it reads the proxy's own configuration, and does with a request what the proxy's
/// contract says. What it sends goes out byte by byte as it came.
/// </summary>
public abstract class ProxyEmulator : IProxy
{
    // Of one connection each (RFC 9110 §7.6.1).
    private static readonly string[] OfThisHop =
    [
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Host",
    ];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private WebApplication? _app;

    /// <inheritdoc />
    public Uri Url { get; } = Proxy.UrlOf(FreePort.Next());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(Url.GetLeftPart(UriPartial.Authority));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(HandleAsync);
        await _app.StartAsync();
    }

    private protected abstract Task HandleAsync(HttpContext context);

    private protected static string TargetOf(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>The client's headers without those of its connection, and without those that it calls such.</summary>
    private protected static Dictionary<string, List<string>> HeadersOf(HttpContext context)
    {
        var dropped = context.Request.Headers.Connection.SelectMany(value => (value ?? string.Empty).Split(',')).Select(name => name.Trim())
            .Concat(OfThisHop).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return context.Request.Headers.Where(header => !dropped.Contains(header.Key))
            .ToDictionary(header => header.Key, header => header.Value.Select(value => value ?? string.Empty).ToList(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Sends a request without a body; null when nobody answers.</summary>
    private protected async Task<HttpResponseMessage?> AskAsync(
        string method, string server, string target, string host, IReadOnlyDictionary<string, List<string>> headers)
    {
        var url = new Uri(server + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Host = host;
        foreach (var (name, values) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, values);
        }

        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private protected async Task ForwardAsync(HttpContext context, string upstream, string target, IReadOnlyDictionary<string, List<string>> headers)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await WebSocketRelay.RunAsync(context, upstream, target, headers);
            return;
        }

        using var answer = await AskAsync(context.Request.Method, upstream, target, context.Request.Host.Value ?? string.Empty, headers);
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        await CopyAsync(context, answer, _ => true);
    }

    private protected static async Task CopyAsync(HttpContext context, HttpResponseMessage answer, Func<string, bool> isCopied)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!OfThisHop.Contains(name, StringComparer.OrdinalIgnoreCase) && isCopied(name))
            {
                context.Response.Headers.Append(name, values.ToArray());
            }
        }

        if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            // As it comes.
            await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            var buffer = new byte[16 * 1024];
            while (await body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
    }
}
