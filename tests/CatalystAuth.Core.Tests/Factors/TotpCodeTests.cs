using System.Text;
using CatalystAuth.Core.Factors;

namespace CatalystAuth.Core.Tests.Factors;

public sealed class TotpCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B.
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        TotpCode.Of(Secret, TotpCode.StepAt(time), digits: 8).ShouldBe(code);
        TotpCode.Match(Secret, code[2..], time).ShouldBe(TotpCode.StepAt(time));
        TotpCode.Match(Secret, $"{code[2..5]} {code[5..]}", time).ShouldBe(TotpCode.StepAt(time));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void The_window_is_one_step_each_way(int steps, bool isAccepted)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var step = TotpCode.StepAt(now) + steps;
        TotpCode.Match(Secret, TotpCode.Of(Secret, step), now).ShouldBe(isAccepted ? step : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("１２３４５６")]
    public void What_is_no_code_is_refused(string code) => TotpCode.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)).ShouldBeNull();

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_RFC_4648(string text, string base32) => TotpCode.ToBase32(Encoding.ASCII.GetBytes(text)).ShouldBe(base32);

    [Fact]
    public void The_URI_is_what_apps_read() => TotpCode.UriOf("Acme & Co", "ada@example.com", "MZXW6").ShouldBe(
        "otpauth://totp/Acme%20%26%20Co:ada%40example.com?secret=MZXW6&issuer=Acme%20%26%20Co&algorithm=SHA1&digits=6&period=30");
}
