using System.Buffers;
using System.Collections.Frozen;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Which headers a tenant may add to webhooks: none that frames the request, speaks for a proxy, or could be taken for ours.</summary>
public static class CustomHeaders
{
    /// <summary>The longest name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The longest value.</summary>
    public const int MaxValueLength = 1024;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept-Encoding", "Baggage", "Connection", "Cookie", "Cookie2", "Date", "Expect", "Forwarded", "Host", "HTTP2-Settings",
        "Keep-Alive", "Range", "Request-Id", "Set-Cookie", "TE", "Trace-Id", "Traceparent", "Tracestate", "Trailer", "Transfer-Encoding",
        "Upgrade", "User-Agent", "Via", "X-Real-IP");

    private static readonly string[] ReservedPrefixes =
        [WebhookHeaders.Prefix, WebhookHeaders.SvixPrefix, "Content-", "If-", "Proxy-", "Sec-", "X-Forwarded-", "X-HTTP-Method"];

    /// <summary>Whether a header of this name may be added.</summary>
    public static bool IsAllowedName(string? name)
    {
        if (name is not { Length: > 0 and <= MaxNameLength } || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return false;
        }

        // Some servers take an underscore for a hyphen.
        var plain = name.Replace('_', '-');
        return !Reserved.Contains(plain)
            && !Array.Exists(ReservedPrefixes, prefix => plain.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a value is 1 to 1024 printable ASCII characters without a space at either end.</summary>
    public static bool IsAllowedValue(string? value) =>
        value is { Length: > 0 and <= MaxValueLength } && value[0] != ' ' && value[^1] != ' '
        && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
