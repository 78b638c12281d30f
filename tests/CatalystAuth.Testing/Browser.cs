using System.Globalization;
using System.Net;
using System.Text;

namespace CatalystAuth.Testing;

/// <summary>
/// As much of a browser as signing in needs: it keeps cookies by their rules (RFC 6265bis), says what it does by Fetch Metadata, and follows redirects when
/// it is asked to. Names below <c>localhost</c> are this machine.
/// </summary>
public sealed class Browser : IDisposable
{
    private const int MostRedirects = 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly Dictionary<string, Uri> _servers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Cookie> _cookies = [];

    /// <summary>Whether it keeps cookies at all.</summary>
    public bool KeepsCookies { get; set; } = true;

    /// <summary>Says where a host, with its port, is to be found.</summary>
    public void Reach(string authority, Uri server) => _servers[authority] = server;

    /// <summary>Opens an address as a person does who types it, and stays where it leads first.</summary>
    public Task<BrowserAnswer> OpenAsync(string url, params (string Name, string Value)[] headers) => SendAsync(
        HttpMethod.Get, url, null,
        [("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"),
            .. headers.Any(header => header.Name == "Sec-Fetch-Site") ? Array.Empty<(string, string)>() : [("Sec-Fetch-Site", "none")], .. headers]);

    /// <summary>Opens an address and goes wherever it leads.</summary>
    public async Task<BrowserAnswer> FollowAsync(string url, params (string Name, string Value)[] headers)
    {
        for (var i = 0; i < MostRedirects; i++)
        {
            var answer = await OpenAsync(url, headers);
            if (answer.Location is not { } next)
            {
                return answer;
            }

            url = next;
        }

        throw new InvalidOperationException($"Redirected {MostRedirects.ToString(CultureInfo.InvariantCulture)} times, last to {url}");
    }

    /// <summary>Sends what a script of the same origin would.</summary>
    public Task<BrowserAnswer> FetchAsync(HttpMethod method, string url, string? json = null) => SendAsync(
        method, url, json, [("Accept", "application/json"), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty"), ("Sec-Fetch-Site", "same-origin")]);

    /// <summary>Sends a form of the same origin.</summary>
    public Task<BrowserAnswer> SubmitAsync(string url) => SendAsync(
        HttpMethod.Post, url, null, [("Accept", "text/html"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), ("Sec-Fetch-Site", "same-origin")]);

    /// <summary>The value of a cookie that would be sent to a host; null when there is none.</summary>
    public string? CookieOf(string host, string name) => _cookies.Find(cookie => cookie.Name == name && cookie.IsFor(host))?.Value;

    /// <summary>Puts a cookie in, as another site or a thief would.</summary>
    public void SetCookie(string host, string name, string value) => Keep(host, new(name, value, host, IsOfDomain: false));

    /// <summary>Forgets a cookie, as a browser does when its time is over.</summary>
    public void Forget(string host, string name) => _cookies.RemoveAll(cookie => cookie.Name == name && cookie.IsFor(host));

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<BrowserAnswer> SendAsync(HttpMethod method, string url, string? json, IEnumerable<(string Name, string Value)> headers)
    {
        var at = new Uri(url);
        var server = _servers.GetValueOrDefault(at.Authority) ?? new Uri($"http://127.0.0.1:{at.Port.ToString(CultureInfo.InvariantCulture)}");
        var target = url[(url.IndexOf(at.Authority, StringComparison.OrdinalIgnoreCase) + at.Authority.Length)..];
        using var request = new HttpRequestMessage(
            method, new Uri(server.GetLeftPart(UriPartial.Authority) + (target.Length == 0 ? "/" : target), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Host = at.Authority;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (string.Join("; ", _cookies.Where(cookie => cookie.IsFor(at.Host)).Select(cookie => $"{cookie.Name}={cookie.Value}")) is { Length: > 0 } cookies)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        request.Content = json is null ? (method == HttpMethod.Post ? new ByteArrayContent([]) : null) : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        if (KeepsCookies && response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                Keep(at.Host, Read(at.Host, cookie));
            }
        }

        var location = response.Headers.TryGetValues("Location", out var locations) ? new Uri(at, locations.Single()).OriginalString : null;
        return new(response.StatusCode, url, location is null ? null : new Uri(at, location).AbsoluteUri, await response.Content.ReadAsStringAsync());
    }

    private void Keep(string host, Cookie? cookie)
    {
        if (cookie is null)
        {
            return;
        }

        _cookies.RemoveAll(known => known.Name == cookie.Name && known.Host == cookie.Host && known.IsOfDomain == cookie.IsOfDomain);
        if (cookie.Value.Length > 0 && cookie.IsFor(host))
        {
            _cookies.Add(cookie);
        }
    }

    // Null for what a browser would not take.
    private static Cookie? Read(string host, string text)
    {
        var parts = text.Split(';').Select(part => part.Trim()).ToArray();
        var pair = parts[0].Split('=', 2);
        var attributes = parts.Skip(1).Select(part => part.Split('=', 2)).ToDictionary(part => part[0].ToLowerInvariant(), part => part.Length > 1 ? part[1] : string.Empty);
        var domain = attributes.GetValueOrDefault("domain");
        if (pair[0].StartsWith("__Host-", StringComparison.Ordinal)
            && (domain is not null || !attributes.ContainsKey("secure") || attributes.GetValueOrDefault("path") != "/"))
        {
            return null;
        }

        var isOver = attributes.GetValueOrDefault("max-age") == "0"
            || (attributes.TryGetValue("expires", out var expires) && DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture) < TimeProvider.System.GetUtcNow());
        return new(pair[0], isOver ? string.Empty : pair[1], domain?.TrimStart('.') ?? host, domain is not null);
    }

    private sealed record Cookie(string Name, string Value, string Host, bool IsOfDomain)
    {
        public bool IsFor(string host) => host.Equals(Host, StringComparison.OrdinalIgnoreCase)
            || (IsOfDomain && host.EndsWith($".{Host}", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What a browser got.</summary>
/// <param name="Status">The status.</param>
/// <param name="Url">From where.</param>
/// <param name="Location">Where it leads; null when it leads nowhere.</param>
/// <param name="Body">The body.</param>
public sealed record BrowserAnswer(HttpStatusCode Status, string Url, string? Location, string Body);
