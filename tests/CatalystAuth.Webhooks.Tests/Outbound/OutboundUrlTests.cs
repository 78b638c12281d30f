using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Outbound;
using CatalystAuth.Webhooks.Outbound;
using CsCheck;

namespace CatalystAuth.Webhooks.Tests.Outbound;

public sealed class OutboundUrlTests
{
    private const string Ok = "ok";
    private const string Invalid = OutboundErrorCodes.InvalidUrl;
    private const string Blocked = OutboundErrorCodes.BlockedAddress;

    private static readonly OutboundOptions Production = new();
    private static readonly OutboundOptions Development = new() { AllowLoopback = true, AllowHttp = true };

    [Theory]
    // Good ones.
    [InlineData("https://example.com", Ok)]
    [InlineData("https://example.com/", Ok)]
    [InlineData("HTTPS://EXAMPLE.COM/Hooks?Key=A%2Fb", Ok)]
    [InlineData("https://hooks.example.co.uk/a/b?c=d&e=f", Ok)]
    [InlineData("https://example.com:443/", Ok)]
    [InlineData("https://example.com:8443/", Ok)]
    [InlineData("https://example.com./hooks", Ok)]
    [InlineData("https://my_app.example.com/", Ok)]
    [InlineData("https://xn--bcher-kva.example/", Ok)]
    [InlineData("https://bücher.example/", Ok)]
    [InlineData("https://8.8.8.8/hooks", Ok)]
    [InlineData("https://[2606:4700:4700::1111]/hooks", Ok)]
    [InlineData("https://[::ffff:8.8.8.8]/hooks", Ok)]
    [InlineData("https://example.com/@user", Ok)]
    [InlineData("https://example.com/?to=a@b", Ok)]
    [InlineData("https://localhost.example.com/", Ok)]
    [InlineData("https://local/.example.com", Blocked)]
    [InlineData("https://internal.example.com/", Ok)]
    // No URL, or another scheme.
    [InlineData(null, Invalid)]
    [InlineData("", Invalid)]
    [InlineData("example.com", Invalid)]
    [InlineData("//example.com/", Invalid)]
    [InlineData("/hooks", Invalid)]
    [InlineData("https:example.com", Invalid)]
    [InlineData("https:/example.com", Invalid)]
    [InlineData("https://", Invalid)]
    [InlineData("https:///hooks", Invalid)]
    [InlineData("https://?a", Invalid)]
    [InlineData("https://./", Invalid)]
    [InlineData("https://../", Invalid)]
    [InlineData("https://:443/", Invalid)]
    [InlineData("http://example.com/", Invalid)]
    [InlineData("ftp://example.com/", Invalid)]
    [InlineData("file:///etc/passwd", Invalid)]
    [InlineData("gopher://example.com/", Invalid)]
    [InlineData("ws://example.com/", Invalid)]
    [InlineData("wss://example.com/", Invalid)]
    [InlineData("data:text/plain,x", Invalid)]
    [InlineData("javascript:alert(1)", Invalid)]
    [InlineData("https+unix://%2Fvar%2Frun%2Fdocker.sock/", Invalid)]
    // What two parsers may read in two ways.
    [InlineData("https://user@example.com/", Invalid)]
    [InlineData("https://user:pass@example.com/", Invalid)]
    [InlineData("https://@example.com/", Invalid)]
    [InlineData("https://example.com@127.0.0.1/", Invalid)]
    [InlineData("https://127.0.0.1@example.com/", Invalid)]
    [InlineData("https://example.com\\@127.0.0.1/", Invalid)]
    [InlineData("https:\\\\example.com/", Invalid)]
    [InlineData("https://example.com\\.evil.example/", Invalid)]
    [InlineData("https://example.com/#fragment", Invalid)]
    [InlineData("https://127.0.0.1#@example.com/", Invalid)]
    [InlineData(" https://example.com/", Invalid)]
    [InlineData("https://example.com/ ", Invalid)]
    [InlineData("https://exa mple.com/", Invalid)]
    [InlineData("https://example.com/\r\nHost: localhost", Invalid)]
    [InlineData("https://example.com/\t", Invalid)]
    [InlineData("https://example.com\0.localhost/", Invalid)]
    [InlineData("https://example.com\u00a0/", Invalid)]
    [InlineData("https://%31%32%37.0.0.1/", Invalid)]
    [InlineData("https://example%2ecom/", Invalid)]
    [InlineData("https://example.com%00/", Invalid)]
    [InlineData("https://exa<mple.com/", Invalid)]
    [InlineData("https://example..com/", Invalid)]
    [InlineData("https://example.com../", Invalid)]
    [InlineData("https://-example.com,localhost/", Invalid)]
    [InlineData("https://[example.com]/", Invalid)]
    // Ports.
    [InlineData("https://example.com:80/", Invalid)]
    [InlineData("https://example.com:22/", Invalid)]
    [InlineData("https://example.com:6379/", Invalid)]
    [InlineData("https://example.com:0/", Invalid)]
    [InlineData("https://example.com:65536/", Invalid)]
    [InlineData("https://example.com:-1/", Invalid)]
    [InlineData("https://example.com:443:80/", Invalid)]
    [InlineData("https://8.8.8.8:80/", Invalid)]
    // Private addresses, however they are written.
    [InlineData("https://127.0.0.1/", Blocked)]
    [InlineData("https://127.0.0.1./", Blocked)]
    [InlineData("https://127.1/", Blocked)]
    [InlineData("https://2130706433/", Blocked)]
    [InlineData("https://0x7f000001/", Blocked)]
    [InlineData("https://0x7f.0.0.1/", Blocked)]
    [InlineData("https://0177.0.0.1/", Blocked)]
    [InlineData("https://017700000001/", Blocked)]
    [InlineData("https://0/", Blocked)]
    [InlineData("https://0.0.0.0/", Blocked)]
    [InlineData("https://10.0.0.1:8443/", Blocked)]
    [InlineData("https://10.0.0.1:22/", Blocked)]
    [InlineData("https://172.16.0.1/", Blocked)]
    [InlineData("https://192.168.1.1/", Blocked)]
    [InlineData("https://169.254.169.254/latest/meta-data/", Blocked)]
    [InlineData("https://0xa9fea9fe/", Blocked)]
    [InlineData("https://100.100.100.200/", Blocked)]
    [InlineData("https://[::1]/", Blocked)]
    [InlineData("https://[::]/", Blocked)]
    [InlineData("https://[0:0:0:0:0:0:0:1]/", Blocked)]
    [InlineData("https://[::ffff:127.0.0.1]/", Blocked)]
    [InlineData("https://[::ffff:7f00:1]/", Blocked)]
    [InlineData("https://[::127.0.0.1]/", Blocked)]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/", Blocked)]
    [InlineData("https://[2002:a9fe:a9fe::]/", Blocked)]
    [InlineData("https://[fd00:ec2::254]/", Blocked)]
    [InlineData("https://[fe80::1]/", Blocked)]
    [InlineData("https://[fe80::1%25eth0]/", Invalid)]
    [InlineData("https://[fe80::1%eth0]/", Invalid)]
    [InlineData("https://127.0.0.1.5/", Invalid)]
    [InlineData("https://1.2.3.4.5/", Invalid)]
    [InlineData("https://256.256.256.256/", Invalid)]
    [InlineData("https://example.0x7f/", Invalid)]
    [InlineData("https://example.1/", Invalid)]
    // Names of private networks.
    [InlineData("https://localhost/", Blocked)]
    [InlineData("https://LOCALHOST/", Blocked)]
    [InlineData("https://localhost./", Blocked)]
    [InlineData("https://api.localhost/", Blocked)]
    [InlineData("https://redis/", Blocked)]
    [InlineData("https://metadata/", Blocked)]
    [InlineData("https://metadata.google.internal/", Blocked)]
    [InlineData("https://metadata.google.internal./", Blocked)]
    [InlineData("https://kubernetes.default.svc/", Blocked)]
    [InlineData("https://kubernetes.default.svc.cluster.local/", Blocked)]
    [InlineData("https://printer.local/", Blocked)]
    [InlineData("https://router.home.arpa/", Blocked)]
    [InlineData("https://wiki.corp/", Blocked)]
    [InlineData("https://nas.lan/", Blocked)]
    [InlineData("https://hidden.onion/", Blocked)]
    public void A_URL_has_its_verdict(string? url, string expected) => Verdict(url, Production).ShouldBe(expected);

    [Theory]
    [InlineData("http://localhost:5173/hooks", Ok)]
    [InlineData("http://127.0.0.1:9/hooks", Ok)]
    [InlineData("https://[::1]:5001/", Ok)]
    [InlineData("http://example.com/", Ok)]
    [InlineData("http://example.com:5173/", Invalid)]
    [InlineData("http://10.0.0.1/", Blocked)]
    [InlineData("http://169.254.169.254/", Blocked)]
    [InlineData("http://api.localhost/", Blocked)]
    [InlineData("http://0.0.0.0/", Blocked)]
    [InlineData("http://redis/", Blocked)]
    [InlineData("ftp://localhost/", Invalid)]
    public void In_development_this_machine_may_be_called_and_nothing_else_that_is_private(string url, string expected) =>
        Verdict(url, Development).ShouldBe(expected);

    [Fact]
    public void Ports_can_be_named_in_place_of_the_usual_ones()
    {
        var options = new OutboundOptions { AllowedPorts = { 9443 } };

        Verdict("https://example.com:9443/", options).ShouldBe(Ok);
        Verdict("https://example.com/", options).ShouldBe(Invalid);
    }

    [Theory]
    [InlineData("HTTPS://Hooks.EXAMPLE.com.:8443/A%2Fb/%20?C=%41&d=a+b", "https://hooks.example.com:8443/A%2Fb/%20?C=A&d=a+b")]
    [InlineData("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC")]
    [InlineData("https://example.com", "https://example.com/")]
    [InlineData("https://[2606:4700:4700:0::1111]", "https://[2606:4700:4700::1111]/")]
    public void A_good_URL_comes_back_in_its_one_form(string url, string expected)
    {
        var first = OutboundUrl.Check(url, Production).Value;

        first.AbsoluteUri.ShouldBe(expected);
        OutboundUrl.Check(first.AbsoluteUri, Production).Value.AbsoluteUri.ShouldBe(expected);
    }

    [Fact]
    public void A_URL_has_at_most_2048_characters()
    {
        const string Start = "https://example.com/";
        var longest = Start + new string('a', OutboundUrl.MaxLength - Start.Length);

        Verdict(longest, Production).ShouldBe(Ok);
        Verdict(longest + "a", Production).ShouldBe(Invalid);
    }

    [Fact]
    public void A_private_address_is_refused_in_each_spelling() =>
        Gen.Select(Gen.OneOfConst<byte>(0, 10, 127, 224, 255), Gen.Byte, Gen.Byte, Gen.Byte).Sample((a, b, c, d) =>
        {
            var number = ((uint)a << 24) | ((uint)b << 16) | ((uint)c << 8) | d;
            var tail = ((uint)c << 8) | d;
            string[] spellings =
            [
                $"{a}.{b}.{c}.{d}", $"{number}", $"0x{number:x}", $"0x{a:X}.0x{b:x}.0x{c:x}.0x{d:x}", $"{a}.{b}.{tail}",
                $"0{Octal(a)}.{b}.{c}.0{Octal(d)}", $"0{Octal(number)}", $"[::ffff:{a}.{b}.{c}.{d}]", $"[::{a}.{b}.{c}.{d}]",
                $"[64:ff9b::{a}.{b}.{c}.{d}]",
            ];
            foreach (var spelling in spellings)
            {
                Verdict($"https://{spelling}/", Production).ShouldBe(Blocked, spelling);
            }
        });

    [Fact]
    public void Any_text_has_a_verdict_and_what_is_accepted_is_public() => Gen.String.Sample(text =>
    {
        foreach (var url in new[] { text, "https://" + text, "https://example.com" + text, "https://" + text + ".example.com/" })
        {
            if (OutboundUrl.Check(url, Production).TryGet(out var accepted, out _))
            {
                accepted.Scheme.ShouldBe("https");
                accepted.UserInfo.ShouldBeEmpty();
                accepted.Fragment.ShouldBeEmpty();
                accepted.Host.All(char.IsAscii).ShouldBeTrue(url);
                (!IPAddress.TryParse(accepted.Host, out var address) || OutboundAddresses.IsPublic(address)).ShouldBeTrue(url);
            }
        }
    });

    private static string Verdict(string? url, OutboundOptions options) =>
        OutboundUrl.Check(url, options).Match(_ => Ok, error => error.Code);

    private static string Octal(uint number) => Convert.ToString((long)number, 8).ToString(CultureInfo.InvariantCulture);
}
