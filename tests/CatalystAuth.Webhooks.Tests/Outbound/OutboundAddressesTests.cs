using System.Net;
using CatalystAuth.Webhooks.Outbound;
using CsCheck;

namespace CatalystAuth.Webhooks.Tests.Outbound;

public sealed class OutboundAddressesTests
{
    private static readonly IPNetwork[] BlockedV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
        "240.0.0.0/4");

    private static readonly IPNetwork[] BlockedV6 = Networks(
        "::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "4000::/2",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8");

    public static TheoryData<string> V4 => [.. BlockedV4.Select(network => network.ToString())];

    public static TheoryData<string> V6 => [.. BlockedV6.Select(network => network.ToString())];

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("93.184.216.34", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("2a00:1450:4001:82a::200e", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("169.254.169.254", false)] // AWS, Azure, Google and others
    [InlineData("169.254.170.2", false)] // AWS, containers
    [InlineData("fd00:ec2::254", false)] // AWS
    [InlineData("100.100.100.200", false)] // Alibaba
    [InlineData("192.0.0.192", false)] // Oracle
    [InlineData("168.63.129.16", false)] // Azure
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:0:127.0.0.1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::169.254.169.254", false)]
    [InlineData("64:ff9b:1::8.8.8.8", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:80ff:fffe", false)] // Teredo of 127.0.0.1
    [InlineData("fe80::1%1", false)]
    [InlineData("2606:4700:4700::1111%1", false)] // a zone on what has none
    public void An_address_is_public_or_not(string text, bool expected) =>
        OutboundAddresses.IsPublic(IPAddress.Parse(text)).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(V4))]
    public void Each_address_of_a_blocked_IPv4_network_is_refused_in_each_form(string text)
    {
        var network = IPNetwork.Parse(text);

        Gen.Byte.Array[4].Sample(random =>
        {
            foreach (var form in Forms(Inside(network, random)))
            {
                OutboundAddresses.IsPublic(form).ShouldBeFalse(form.ToString());
            }
        });
    }

    [Theory]
    [MemberData(nameof(V6))]
    public void Each_address_of_a_blocked_IPv6_network_is_refused(string text)
    {
        var network = IPNetwork.Parse(text);

        Gen.Byte.Array[16].Sample(random =>
        {
            var address = new IPAddress(Inside(network, random));
            OutboundAddresses.IsPublic(address).ShouldBeFalse(address.ToString());
        });
    }

    [Theory]
    [MemberData(nameof(V4))]
    public void The_neighbours_of_a_blocked_IPv4_network_are_allowed(string text)
    {
        foreach (var neighbour in Neighbours(IPNetwork.Parse(text)).Where(address => !BlockedV4.Any(network => network.Contains(address))))
        {
            OutboundAddresses.IsPublic(neighbour).ShouldBeTrue(neighbour.ToString());
            OutboundAddresses.IsPublic(neighbour.MapToIPv6()).ShouldBeTrue(neighbour.ToString());
        }
    }

    [Theory]
    [InlineData("2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", false)]
    [InlineData("2001:200::", true)]
    [InlineData("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db9::", true)]
    [InlineData("2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("2003::", true)]
    [InlineData("3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("3fff:1000::", true)]
    [InlineData("1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false)]
    [InlineData("4000::", false)]
    [InlineData("64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff", false)]
    [InlineData("64:ff9b::1:0:0", false)]
    public void The_neighbours_of_a_blocked_IPv6_network_are_judged_by_themselves(string text, bool expected) =>
        OutboundAddresses.IsPublic(IPAddress.Parse(text)).ShouldBe(expected);

    [Fact]
    public void Every_other_IPv4_address_is_allowed() => Gen.Byte.Array[4].Sample(bytes =>
    {
        var address = new IPAddress(bytes);
        var expected = !BlockedV4.Any(network => network.Contains(address));

        OutboundAddresses.IsPublic(address).ShouldBe(expected, address.ToString());
        OutboundAddresses.IsPublic(address.MapToIPv6()).ShouldBe(expected, address.ToString());
        OutboundAddresses.IsPublic(Embed("64:ff9b::", bytes, 12)).ShouldBe(expected, address.ToString());
    });

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.255.254", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("128.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("64:ff9b::127.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    public void An_address_is_of_this_machine_or_not(string text, bool expected) =>
        OutboundAddresses.IsLoopback(IPAddress.Parse(text)).ShouldBe(expected);

    private static IEnumerable<IPAddress> Forms(byte[] v4)
    {
        yield return new IPAddress(v4);
        yield return new IPAddress(v4).MapToIPv6();
        yield return Embed("::", v4, 12); // IPv4-compatible
        yield return Embed("::ffff:0:0:0", v4, 12); // IPv4-translated
        yield return Embed("64:ff9b::", v4, 12); // NAT64
        yield return Embed("2002::", v4, 2); // 6to4
        yield return Embed("2001::", [.. v4.Select(octet => (byte)~octet)], 12); // Teredo
    }

    private static IPAddress Embed(string prefix, byte[] v4, int at)
    {
        var bytes = IPAddress.Parse(prefix).GetAddressBytes();
        v4.CopyTo(bytes, at);
        return new IPAddress(bytes);
    }

    // The prefix of the network, and behind it the bits given.
    private static byte[] Inside(IPNetwork network, byte[] bits)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] |= (byte)(bits[bit / 8] & (0x80 >> (bit % 8)));
        }

        return bytes;
    }

    private static IEnumerable<IPAddress> Neighbours(IPNetwork network)
    {
        var first = ToNumber(network.BaseAddress);
        var last = ToNumber(new IPAddress(Inside(network, [255, 255, 255, 255])));
        return new[] { first - 1, last + 1 }.Where(number => number is >= 0 and <= uint.MaxValue).Select(ToAddress);
    }

    private static long ToNumber(IPAddress address) => address.GetAddressBytes().Aggregate(0L, (number, octet) => (number << 8) | octet);

    private static IPAddress ToAddress(long number) =>
        new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(text => IPNetwork.Parse(text))];
}
