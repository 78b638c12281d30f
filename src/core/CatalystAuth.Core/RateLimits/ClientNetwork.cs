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

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    /// <summary>The network of an address that is a text.</summary>
    public static string Of(string? address) => Of(IPAddress.TryParse(address, out var parsed) ? parsed : null);
}
