using System.Net;
using System.Net.Sockets;

namespace CatalystAuth.Core.RateLimits;

/// <summary>
/// Whom an address stands for when things are counted: itself of IPv4, its /64 of IPv6, as who has one address there has them all
/// (RFC 6177).
/// </summary>
public static class ClientNetwork
{
    private const string Unknown = "unknown";
    private const int PrefixBytes = 8;
    private const int SiteBytes = 6;
    private const int SubnetBytes = 3;

    /// <summary>The network as text; the same word for all whose address is not known.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return Unknown;
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.MapToIPv4().ToString();
        }

        return Prefix(address, PrefixBytes);
    }

    /// <summary>The /48 of an IPv6 address, which is what a site gets (RFC 6177); null for others.</summary>
    public static string? SiteOf(IPAddress? address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Prefix(address, SiteBytes) : null;

    /// <summary>The network of an address that is a text.</summary>
    public static string Of(string? address) => Of(IPAddress.TryParse(address, out var parsed) ? parsed : null);

    /// <summary>The block that an address is likely to have been given out in, /24 of IPv4 and /48 of IPv6: from where somebody came, and not who.</summary>
    public static string SubnetOf(IPAddress address) => SiteOf(address) ?? Prefix(address.MapToIPv4(), SubnetBytes);

    /// <summary>That of an address that is a text; the same word for all that are not known.</summary>
    public static string SubnetOf(string? address) => IPAddress.TryParse(address, out var parsed) ? SubnetOf(parsed) : Unknown;

    private static string Prefix(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(length).Clear();
        return FormattableString.Invariant($"{new IPAddress(bytes)}/{length * 8}");
    }
}
