using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Idempotency;

namespace CatalystAuth.Client.Transport;

/// <summary>What to send. A message can be sent only once, so that every attempt makes its own.</summary>
internal sealed class ApiCall
{
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    private readonly HttpMethod _method;
    private readonly string _path;
    private readonly Func<HttpContent>? _content;
    private readonly int? _ifVersion;
    private readonly string? _idempotencyKey;
    private MediaTypeWithQualityHeaderValue _accept = Json;
    private string? _flowSecret;

    private ApiCall(
        HttpMethod method, string path, Func<HttpContent>? content = null, int? ifVersion = null, string? idempotencyKey = null) =>
        (_method, _path, _content, _ifVersion, _idempotencyKey) = (method, path, content, ifVersion, idempotencyKey);

    /// <summary>
    /// Whether the server does the same when it gets the call twice: reads, replacements and removals by their method, a POST by its
    /// key where the server knows the caller.
    /// </summary>
    public bool IsIdempotent =>
        _idempotencyKey is not null || _method == HttpMethod.Get || _method == HttpMethod.Put || _method == HttpMethod.Delete;

    /// <summary>Whether the answer is read by the caller while it comes, however long it is.</summary>
    public bool IsStreamed { get; private init; }

    public static ApiCall Get(string path) => new(HttpMethod.Get, path);

    public static ApiCall ReadFlow(string path, string? secret) => new(HttpMethod.Get, path) { _flowSecret = secret };

    public static ApiCall Stream(string path, string? mediaType = null) =>
        new(HttpMethod.Get, path) { IsStreamed = true, _accept = mediaType is null ? Json : new(mediaType) };

    public static ApiCall Delete(string path, int? ifVersion = null) => new(HttpMethod.Delete, path, ifVersion: ifVersion);

    public static ApiCall Post(string path) => new(HttpMethod.Post, path, idempotencyKey: NewKey());

    public static ApiCall Post<T>(string path, T body) => new(HttpMethod.Post, path, AsJson(body), idempotencyKey: NewKey());

    /// <summary>What is not sent again by itself: the server remembers no key of it.</summary>
    public static ApiCall PostOnce<T>(string path, T body) => new(HttpMethod.Post, path, AsJson(body));

    public static ApiCall Put(string path) => new(HttpMethod.Put, path);

    public static ApiCall Delete<T>(string path, T body) => new(HttpMethod.Delete, path, AsJson(body));

    public static ApiCall Put<T>(string path, T body, int? ifVersion = null) => new(HttpMethod.Put, path, AsJson(body), ifVersion);

    public static ApiCall Patch<T>(string path, T body, int? ifVersion = null) => new(HttpMethod.Patch, path, AsJson(body), ifVersion);

    public static ApiCall Form(string path, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        new(HttpMethod.Post, path, () => new FormUrlEncodedContent(fields));

    /// <summary>
    /// The same call for the place that a redirect names, when it is the same server's and about the same kind of thing: a former slug of an
    /// organisation. Null otherwise: credentials go nowhere else.
    /// </summary>
    public ApiCall? Redirected(string baseUrl, string? location)
    {
        const string orgs = "/v1/orgs/";
        var path = location?.StartsWith(baseUrl + orgs, StringComparison.Ordinal) == true ? location[baseUrl.Length..] : location;
        return path?.StartsWith(orgs, StringComparison.Ordinal) == true && _path.StartsWith(orgs, StringComparison.Ordinal)
            ? new(_method, path, _content, _ifVersion, _idempotencyKey)
            : null;
    }

    public HttpRequestMessage ToMessage(string baseUrl)
    {
        var message = new HttpRequestMessage(_method, new Uri(baseUrl + _path)) { Content = _content?.Invoke() };
        message.Headers.Accept.Add(_accept);
        if (_ifVersion is { } version)
        {
            message.Headers.IfMatch.Add(new(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
        }

        if (_idempotencyKey is not null)
        {
            message.Headers.Add(IdempotencyHeaders.Key, _idempotencyKey);
        }

        if (_flowSecret is not null)
        {
            message.Headers.Add(FlowHeaders.Secret, _flowSecret);
        }

        return message;
    }

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static Func<HttpContent> AsJson<T>(T body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = WireJson.Write(body);
        return () => new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
    }
}
