using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Requests;

/// <summary>The client's request as the proxy forwarded it: each part exactly once, or it is not believed at all.</summary>
/// <param name="Method">The method, upper case.</param>
/// <param name="IsHttps">Whether the client came by TLS.</param>
/// <param name="Host">The host as it was sent.</param>
/// <param name="Uri">Path and query as they were sent.</param>
internal readonly record struct ForwardedRequest(string Method, bool IsHttps, string Host, string Uri)
{
    private const string MethodHeader = "X-Forwarded-Method";
    private const string ProtoHeader = "X-Forwarded-Proto";
    private const string HostHeader = "X-Forwarded-Host";
    private const string UriHeader = "X-Forwarded-Uri";
    private const string ForHeader = "X-Forwarded-For";
    private const int LongestName = 18;
    private const int ShortestName = 15;
    private const int MaxMethodLength = 20;
    private const int MaxUriLength = 8 * 1024;

    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(IHeaderDictionary headers, out ForwardedRequest request, [NotNullWhen(false)] out string? problem)
    {
        request = default;
        if (!TryOne(headers, MethodHeader, out var method, out problem) || !TryOne(headers, ProtoHeader, out var proto, out problem)
            || !TryOne(headers, HostHeader, out var host, out problem) || !TryOne(headers, UriHeader, out var uri, out problem))
        {
            return false;
        }

        if (FindAlias(headers) is { } alias)
        {
            problem = $"{alias} is another spelling of a forwarded header.";
            return false;
        }

        if (!IsMethod(method))
        {
            problem = $"{MethodHeader} is not one method in upper case.";
            return false;
        }

        if (proto is not ("http" or "https" or "ws" or "wss"))
        {
            problem = $"{ProtoHeader} is not http or https.";
            return false;
        }

        if (host.Contains(',', StringComparison.Ordinal))
        {
            problem = $"{HostHeader} holds more than one host.";
            return false;
        }

        if (uri.Length > MaxUriLength || HoldsTwo(uri))
        {
            problem = $"{UriHeader} is too long or holds more than one URI.";
            return false;
        }

        request = new(method, proto is "https" or "wss", host, uri);
        return true;
    }

    /// <summary>The client's address: what the trusted proxy itself wrote, which is the last one. Null when it can't be read.</summary>
    public static IPAddress? ReadClientAddress(IHeaderDictionary headers) =>
        headers[ForHeader] is [{ } value] && IPAddress.TryParse(value.AsSpan(value.LastIndexOf(',') + 1).Trim(), out var address)
            ? address
            : null;

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
            || plain.Equals(HostHeader, StringComparison.OrdinalIgnoreCase) || plain.Equals(UriHeader, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsMethod(string method) => method.Length <= MaxMethodLength && !method.AsSpan().ContainsAnyExceptInRange('A', 'Z');

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
