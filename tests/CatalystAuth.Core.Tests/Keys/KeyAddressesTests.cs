using System.Net;
using CatalystAuth.Core.Keys;
using CsCheck;

namespace CatalystAuth.Core.Tests.Keys;

public sealed class KeyAddressesTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.0/24", "203.0.113.0/24")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("2001:0db8:0:0::/32", "2001:db8::/32")]
    [InlineData("::/0", "::/0")]
    [InlineData("2001:db8::1/128", "2001:db8::1/128")]
    public void An_address_or_network_has_one_form(string text, string form) => KeyAddresses.Canonical(text).ShouldBe(form);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("203.0.113.7/24")]
    [InlineData("203.0.113.0/33")]
    [InlineData("203.0.113.0/024")]
    [InlineData("203.0.113.0/+24")]
    [InlineData("203.0.113.0/ 24")]
    [InlineData("203.0.113.0/")]
    [InlineData("203.0.113.0/24/24")]
    [InlineData("203.0.113.0/-1")]
    [InlineData("203.0.113")]
    [InlineData("0313.0.113.7")]
    [InlineData("3405803783")]
    [InlineData("0xcb007107")]
    [InlineData(" 203.0.113.7")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("::ffff:203.0.113.7")]
    [InlineData("::ffff:203.0.113.0/120")]
    [InlineData("2001:db8::1/32")]
    [InlineData("*")]
    public void What_is_no_address_or_says_two_things_is_none(string? text) => KeyAddresses.Canonical(text).ShouldBeNull();

    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("203.0.113.255", true)]
    [InlineData("203.0.114.0", false)]
    [InlineData("::ffff:203.0.113.7", true)]
    [InlineData("2001:db8::abcd", true)]
    [InlineData("2001:db9::", false)]
    [InlineData("198.51.100.1", true)]
    [InlineData("198.51.100.2", false)]
    [InlineData("fe80::1%3", true)]
    [InlineData("unknown", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_caller_is_inside_or_outside(string? caller, bool inside) =>
        KeyAddresses.Contain(["203.0.113.0/24", "2001:db8::/32", "198.51.100.1", "fe80::1"], caller).ShouldBe(inside);

    [Fact]
    public void Any_address_is_its_own_form_and_in_the_networks_around_it() =>
        Gen.Select(Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]), Gen.Int[0, 128]).Sample((bytes, length) =>
        {
            var address = new IPAddress(bytes);
            if (address.IsIPv4MappedToIPv6)
            {
                return;
            }

            var prefix = length * bytes.Length / 16;
            for (var bit = prefix; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            }

            var network = new IPAddress(bytes);
            if (network.IsIPv4MappedToIPv6)
            {
                return;
            }

            KeyAddresses.Canonical(address.ToString()).ShouldBe(address.ToString());
            var form = KeyAddresses.Canonical($"{network}/{prefix}").ShouldNotBeNull();
            KeyAddresses.Canonical(form).ShouldBe(form);
            KeyAddresses.Contain([form], address.ToString()).ShouldBeTrue();
        });

    [Fact]
    public void Any_text_is_refused_or_has_a_form_that_stays() => Gen.String[Gen.Char["0123456789abcdef.:/%x "], 0, 24].Sample(text =>
    {
        if (KeyAddresses.Canonical(text) is { } form)
        {
            KeyAddresses.Canonical(form).ShouldBe(form);
        }
    });
}
