using System.Diagnostics.CodeAnalysis;
using System.Net;
using CatalystAuth.Core.Apps;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Requests;

/// <summary>The client's request as the proxy forwarded it: each part exactly once, or it is not believed at all.</summary>
/// <param name="Method">The method, upper case.</param>
/// <param name="IsHttps">Whether the client came by TLS.</param>
/// <param name="Host">The host as it was sent.</param>
/// <param name="Uri">Path and query as they were sent.</param>
/// <param name="IsWebSocket">Whether the proxy calls the scheme that of a WebSocket.</param>
internal readonly record struct ForwardedRequest(string Method, bool IsHttps, string Host, string Uri, bool IsWebSocket)
{
    private const string MethodHeader = "X-Forwarded-Method";
    private const string ProtoHeader = "X-Forwarded-Proto";
    private const string HostHeader = "X-Forwarded-Host";
    private const string UriHeader = "X-Forwarded-Uri";
    private const string ForHeader = "X-Forwarded-For";
    private const string OriginalMethodHeader = "X-Original-Method";
    private const string OriginalUrlHeader = "X-Original-URL";
    private const int LongestName = 18;
    private const int ShortestName = 14;
    private const int MaxUriLength = 8 * 1024;

    /// <summary>Reads it where this proxy puts it, and nowhere else; false with what is wrong.</summary>
    public static bool TryRead(HttpRequest asked, VerifyRoute route, out ForwardedRequest request, [NotNullWhen(false)] out string? problem)
    {
        request = default;
        var headers = asked.Headers;
        string? method;
        string? proto;
        string? host;
        string? uri;
        switch (route.Flavour)
        {
            case ProxyFlavour.Envoy:
                (method, uri) = (asked.Method, route.Uri!);
                if (!TryOne(headers, ProtoHeader, out proto, out problem) || !TryOne(headers, "Host", out host, out problem))
                {
                    return false;
                }

                break;
            case ProxyFlavour.IngressNginxDirect:
                (method, uri) = (asked.Method, route.Uri!);
                if (!TryOne(headers, ProtoHeader, out proto, out problem) || !TryOne(headers, HostHeader, out host, out problem))
                {
                    return false;
                }

                break;
            case ProxyFlavour.IngressNginx:
                if (!TryOne(headers, OriginalMethodHeader, out method, out problem)
                    || !TryOne(headers, OriginalUrlHeader, out var url, out problem) || !TrySplit(url, out proto, out host, out uri, out problem))
                {
                    return false;
                }

                break;
            default:
                if (!TryOne(headers, MethodHeader, out method, out problem) || !TryOne(headers, ProtoHeader, out proto, out problem)
                    || !TryOne(headers, HostHeader, out host, out problem) || !TryOne(headers, UriHeader, out uri, out problem))
                {
                    return false;
                }

                break;
        }

        if (FindAlias(headers) is { } alias)
        {
            problem = $"{alias} is another spelling of a forwarded header.";
            return false;
        }

        if (!AppMethod.IsValid(method))
        {
            problem = "The forwarded method is not one in upper case.";
            return false;
        }

        if (proto is not ("http" or "https" or "ws" or "wss"))
        {
            problem = "The forwarded scheme is not http or https.";
            return false;
        }

        if (host.Contains(',', StringComparison.Ordinal))
        {
            problem = "The forwarded host is more than one.";
            return false;
        }

        if (uri.Length > MaxUriLength || HoldsTwo(uri))
        {
            problem = "The forwarded URI is too long or more than one.";
            return false;
        }

        request = new(method, proto is "https" or "wss", host, uri, proto is "ws" or "wss");
        return true;
    }

    /// <summary>The client's address: what the trusted proxy itself wrote, which is the last one. Null when it can't be read.</summary>
    public static IPAddress? ReadClientAddress(IHeaderDictionary headers) =>
        headers[ForHeader] is [{ } value] && IPAddress.TryParse(value.AsSpan(value.LastIndexOf(',') + 1).Trim(), out var address)
            ? address
            : null;

    // The controller puts it together from its own scheme, the client's Host and the client's target, so the first slash ends the host.
    private static bool TrySplit(
        string url, [NotNullWhen(true)] out string? proto, [NotNullWhen(true)] out string? host, [NotNullWhen(true)] out string? uri,
        [NotNullWhen(false)] out string? problem)
    {
        const string separator = "://";
        (proto, host, uri) = (null, null, null);
        var colon = url.IndexOf(separator, StringComparison.Ordinal);
        var slash = colon < 1 ? -1 : url.IndexOf('/', colon + separator.Length);
        problem = slash <= colon + separator.Length ? $"{OriginalUrlHeader} is not of the form https://host/path." : null;
        if (problem is null)
        {
            (proto, host, uri) = (url[..colon], url[(colon + separator.Length)..slash], url[slash..]);
        }

        return problem is null;
    }

    private static bool TryOne(
        IHeaderDictionary headers, string name, [NotNullWhen(true)] out string? value, [NotNullWhen(false)] out string? problem)
    {
        var values = headers[name];
        value = values.Count == 1 ? values[0] : null;
        problem = string.IsNullOrEmpty(value) ? $"{name} is needed exactly once." : null;
        return problem is null;
    }

    // X_Forwarded_Uri and X.Forwarded.Uri are the same header to some servers, so their presence is an attempt.
    private static string? FindAlias(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.Length is >= ShortestName and <= LongestName && name.AsSpan().ContainsAny('_', '.') && IsForwarded(name))
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsForwarded(string name)
    {
        var plain = name.Replace('_', '-').Replace('.', '-');
        return plain.Equals(MethodHeader, StringComparison.OrdinalIgnoreCase) || plain.Equals(ProtoHeader, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(HostHeader, StringComparison.OrdinalIgnoreCase) || plain.Equals(UriHeader, StringComparison.OrdinalIgnoreCase)
            || plain.Equals(OriginalMethodHeader, StringComparison.OrdinalIgnoreCase) || plain.Equals(OriginalUrlHeader, StringComparison.OrdinalIgnoreCase);
    }

    // A comma is an ordinary character of a URI, unless what follows could be a second one that was joined to the first.
    private static bool HoldsTwo(string uri)
    {
        for (var comma = uri.IndexOf(',', StringComparison.Ordinal); comma >= 0; comma = uri.IndexOf(',', comma + 1))
        {
            var rest = uri.AsSpan(comma + 1).TrimStart(" \t");
            if (rest.StartsWith("/") || rest.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
                || rest.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
