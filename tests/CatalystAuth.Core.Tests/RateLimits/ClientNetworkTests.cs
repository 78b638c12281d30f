using System.Net;
using CatalystAuth.Core.RateLimits;

namespace CatalystAuth.Core.Tests.RateLimits;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    [InlineData("::1", "::/64")]
    [InlineData(null, "unknown")]
    [InlineData("nonsense", "unknown")]
    public void Of_IPv4_an_address_and_of_IPv6_a_network(string? address, string network) => ClientNetwork.Of(address).ShouldBe(network);

    [Theory]
    [InlineData("192.0.2.1", null)]
    [InlineData("::ffff:192.0.2.1", null)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    [InlineData("2001:db8:1:ffff::", "2001:db8:1::/48")]
    public void Of_IPv6_there_is_a_site_around_it(string address, string? site) => ClientNetwork.SiteOf(IPAddress.Parse(address)).ShouldBe(site);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.0/24")]
    [InlineData("192.0.3.1", "192.0.3.0/24")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    [InlineData("2001:db8:2::1", "2001:db8:2::/48")]
    [InlineData(null, "unknown")]
    [InlineData("nonsense", "unknown")]
    public void Around_both_there_is_a_subnet(string? address, string subnet) => ClientNetwork.SubnetOf(address).ShouldBe(subnet);
}
