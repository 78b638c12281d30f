using System.Text;
using CatalystAuth.Webhooks.Delivery;
using CsCheck;

namespace CatalystAuth.Webhooks.Tests.Delivery;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("ok", "ok")]
    [InlineData("a\r\nb\tc", "a\\r\\nb\\tc")]
    [InlineData("\u001b[31mred\0", "\\u001b[31mred\\u0000")]
    [InlineData("safe\u202egnp.exe", "safe\\u202egnp.exe")]
    [InlineData("grüße 🔑", "grüße 🔑")]
    [InlineData("Authorization: Bearer abcdef123456", "Authorization: [redacted]")]
    [InlineData("got bearer abcdef123456.", "got [redacted]")]
    [InlineData("x eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln y", "x [redacted] y")]
    [InlineData("x eyJhbGciOiJSUzI1NiJ9.eyJzdWIi", "x [redacted]")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "[redacted]")]
    [InlineData("key ck_live_01abcdefghjkmnpqrstvwxyz01_secret", "key [redacted]")]
    [InlineData("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "[redacted]")]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "[redacted]")]
    [InlineData("v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=", "[redacted]")]
    [InlineData("no user anna.b+c@mail.example.co.uk here", "no user [redacted] here")]
    [InlineData("""{"password":"hunter2 and","user":1}""", """{"password":[redacted],"user":1}""")]
    [InlineData("""{"access_token": "abc", "ok": true}""", """{"access_token": [redacted], "ok": true}""")]
    [InlineData("client_secret=abc&x=1", "client_secret=[redacted]&x=1")]
    [InlineData("X-Api-Key: abc", "X-Api-Key: [redacted]")]
    [InlineData("the code is wrong", "the code is wrong")]
    [InlineData("tokens are fine", "tokens are fine")]
    public void What_looks_like_a_secret_is_taken_out_and_control_characters_are_shown(string text, string expected) =>
        Redaction.Excerpt(text, []).ShouldBe(expected);

    [Fact]
    public void The_endpoints_own_secrets_are_taken_out_wherever_they_are() =>
        Redaction.Excerpt("you sent: blue-secret-value and blue-secret", ["blue-secret", "blue-secret-value", "sent"])
            .ShouldBe("you sent: [redacted] and [redacted]");

    [Fact]
    public void A_secret_across_the_end_of_what_is_kept_leaves_no_piece()
    {
        var kept = Redaction.Excerpt(new string('a', Redaction.MaxBytes - 20) + " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", []);

        kept.ShouldNotContain("whsec_");
    }

    [Fact]
    public void Whatever_is_answered_is_short_printable_and_well_formed() => Gen.String.Array[0, 40].Sample(pieces =>
    {
        var kept = Redaction.Excerpt(string.Join(' ', pieces) + new string('ü', 1500), []);

        Encoding.UTF8.GetByteCount(kept).ShouldBeLessThanOrEqualTo(Redaction.MaxBytes);
        kept.ShouldNotContain(character => char.IsControl(character));
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(kept).ShouldNotBeNull();
    });
}
