using System.Net;
using System.Net.Sockets;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>
/// Which addresses are of the public Internet (RFC 6890 and the registries that it began). Whatever is not known to be public is not.
/// </summary>
public static class OutboundAddresses
{
    private static readonly IPNetwork[] BlockedV4 = Parse(
        "0.0.0.0/8", // this network
        "10.0.0.0/8",
        "100.64.0.0/10", // carriers' NAT; has the metadata service of Alibaba
        "127.0.0.0/8",
        "168.63.129.16/32", // Azure's agent: a public number that only its own machines reach
        "169.254.0.0/16", // link-local; has the metadata services of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24", // protocol assignments; has the metadata service of Oracle
        "192.0.2.0/24", // documentation
        "192.88.99.0/24", // 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15", // benchmarks
        "198.51.100.0/24", // documentation
        "203.0.113.0/24", // documentation
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, and broadcast

    // Of IPv6 only this is given out. It leaves out ::, ::1, the IPv4-compatible and -translated forms, local NAT64, discard, segment
    // routing, unique local, link-local, site-local and multicast.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] BlockedV6 = Parse(
        "2001::/23", // protocol assignments, Teredo among them
        "2001:db8::/32", // documentation
        "2002::/16", // 6to4
        "3fff::/20"); // documentation

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address may be called. One that stands for an IPv4 address is judged by that.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(BlockedV4, network => network.Contains(address));
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0)
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        return Nat64.Contains(address)
            ? IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : GlobalV6.Contains(address) && !Array.Exists(BlockedV6, network => network.Contains(address));
    }

    /// <summary>Whether an address is of this very machine.</summary>
    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(Plain(address));

    /// <summary>The address to connect to: IPv4 for one that is mapped into IPv6.</summary>
    internal static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPNetwork[] Parse(params string[] networks) => Array.ConvertAll(networks, network => IPNetwork.Parse(network));
}
