using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CatalystAuth.Testing;

/// <summary>
/// The upstream behind the proxies: it answers each request with what it got, and remembers it. A request carries a name of its own
/// in <see cref="ProbeHeader"/>, so that tests that run at the same time can tell whether theirs came through.
/// </summary>
public sealed class EchoUpstream : IAsyncDisposable
{
    /// <summary>The header that tells requests apart.</summary>
    public const string ProbeHeader = "X-Probe";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly WebApplication _app;
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
        app.Run(upstream.AnswerAsync);
        await app.StartAsync();
        return upstream;
    }

    /// <summary>The requests with this name.</summary>
    public IReadOnlyList<EchoedRequest> With(string probe) =>
        [.. _requests.Where(request => request.Values(ProbeHeader).Contains(probe))];

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = new EchoedRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.Select(value => value ?? string.Empty).ToArray()));
        _requests.Enqueue(request);
        await context.Response.WriteAsJsonAsync(request, Json);
    }
}

/// <summary>A request as it reached the upstream.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its raw target.</param>
/// <param name="Headers">Its headers, each with all its values.</param>
public sealed record EchoedRequest(string Method, string Path, IReadOnlyDictionary<string, string[]> Headers)
{
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
