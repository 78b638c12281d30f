using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CatalystAuth.Core.Apps;

/// <summary>A host of an app: a DNS name or an address, with a port when it matters.</summary>
public static class AppHost
{
    private const int MaxNameLength = 253;
    private const int MaxLabelLength = 63;

    /// <summary>The canonical form; null when the text is no host.</summary>
    public static string? Canonicalise(string? host)
    {
        if (string.IsNullOrEmpty(host) || host.Length > MaxNameLength + 6)
        {
            return null;
        }

        var colon = host.LastIndexOf(':');
        var hasPort = colon >= 0 && !host.EndsWith(']');
        var name = (hasPort ? host[..colon] : host).ToLowerInvariant();
        if (hasPort && !IsPort(host[(colon + 1)..]))
        {
            return null;
        }

        name = name.EndsWith('.') ? name[..^1] : name;
        if (!IsAddress(name) && !IsName(name))
        {
            return null;
        }

        return hasPort ? name + host[colon..] : name;
    }

    /// <summary>A canonical host without its port.</summary>
    public static string NameOf(string canonical) =>
        canonical.LastIndexOf(':') is > 0 and var colon && !canonical.EndsWith(']') ? canonical[..colon] : canonical;

    /// <summary>Whether a canonical host without a port is this machine to whoever names it (RFC 6761 §6.3), so that nobody is on the way there.</summary>
    public static bool IsLoopback(string name) =>
        name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal)
        || (IsAddress(name) && IPAddress.IsLoopback(IPAddress.Parse(name.Trim('[', ']'))));

    private static bool IsPort(string text) =>
        text.Length is > 0 and <= 5 && text[0] != '0' && text.All(char.IsAsciiDigit)
        && int.Parse(text, CultureInfo.InvariantCulture) <= ushort.MaxValue;

    // Only the usual spelling: 127.1 and 0x7f.1 are the same machine to some parsers and another to others.
    private static bool IsAddress(string text) => text.StartsWith('[')
        ? text.EndsWith(']') && IPAddress.TryParse(text[1..^1], out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6
            && v6.ToString() == text[1..^1]
        : IPAddress.TryParse(text, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork && v4.ToString() == text;

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength && text.Split('.') is var labels && labels.All(IsLabel)
        && !labels[^1].All(char.IsAsciiDigit);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
