using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace CatalystAuth.Core.Keys;

/// <summary>From where a key may be used: addresses and networks of IPv4 and IPv6 (CIDR, RFC 4632 and 4291 §2.3). Pure.</summary>
internal static class KeyAddresses
{
    public const int MaxCount = 50;

    /// <summary>The one form of a network or address; null when it is none, or has bits set behind its prefix.</summary>
    public static string? Canonical(string? text)
    {
        if (text is null || text.Length > 64)
        {
            return null;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return !TryParse(slash < 0 ? text : text[..slash], out var address) ? null
            : slash < 0 ? address.ToString()
            : IPNetwork.TryParse($"{address}{text[slash..]}", out var network) && network.BaseAddress.Equals(address)
                && $"/{network.PrefixLength}" == text[slash..]
                ? network.ToString()
                : null;
    }

    /// <summary>Whether an address is in a list of canonical networks and addresses. Nobody is where the address is not known.</summary>
    public static bool Contain(IReadOnlyList<string> list, string? address) =>
        IPAddress.TryParse(address, out var parsed) && Unmapped(parsed) is var caller
        && list.Any(entry => entry.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(entry).Contains(caller) : IPAddress.Parse(entry).Equals(caller));

    // The short and octal forms that the parser also takes mean something else to other readers, and a zone means nothing elsewhere.
    private static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (IPAddress.TryParse(text, out address)
            && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text : IsPlainV6(text) && !address.IsIPv4MappedToIPv6))
        {
            return true;
        }

        address = null;
        return false;
    }

    private static bool IsPlainV6(string text) => !text.AsSpan().ContainsAny('%', '[', ']');

    private static IPAddress Unmapped(IPAddress address)
    {
        // A zone is of this machine and no part of the address.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new(plain.GetAddressBytes()) : plain;
    }
}
