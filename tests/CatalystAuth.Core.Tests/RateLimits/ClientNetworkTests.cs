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
}
