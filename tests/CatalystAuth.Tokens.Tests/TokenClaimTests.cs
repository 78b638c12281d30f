using System.Text;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Tests;

/// <summary>Payloads that are signed with the right key, and say something wrong.</summary>
public sealed class TokenClaimTests
{
    private static readonly string Good = Forge.Payload(TokenMinter.Mint(Forge.Ring, Forge.Access())).ToJsonString();

    private static readonly long Now = Forge.Now.ToUnixTimeSeconds();

    [Fact]
    public async Task What_these_tests_spoil_is_good() => (await Verify(Good)).ShouldNotBeNull();

    [Theory]
    [InlineData("\"https://api.example.com\"", true)]
    [InlineData("[\"https://api.example.com\"]", true)]
    [InlineData("[\"https://other.example.com\",\"https://api.example.com\"]", true)]
    [InlineData("[]", false)]
    [InlineData("[\"https://other.example.com\"]", false)]
    [InlineData("[\"https://api.example.com\",1]", false)]
    [InlineData("[[\"https://api.example.com\"]]", false)]
    [InlineData("{\"https://api.example.com\":1}", false)]
    [InlineData("\"https://api.example.com/\"", false)]
    [InlineData("\"HTTPS://api.example.com\"", false)]
    [InlineData("null", false)]
    [InlineData("1", false)]
    public async Task An_audience_is_a_text_or_a_list_of_texts(string audience, bool holds) =>
        (await Verify(With("aud", audience)) is not null).ShouldBe(holds);

    [Theory]
    [InlineData("\"https://api.example.com\"", "https://api.example.com")]
    [InlineData("\"https://other.example.com\"", "https://other.example.com")]
    [InlineData("[\"https://api.example.com\"]", null)]
    [InlineData("[\"https://other.example.com\",\"https://api.example.com\"]", null)]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("1", null)]
    public async Task Who_compares_the_audience_himself_gets_one_and_only_one(string audience, string? told) =>
        (await Forge.Verifier.VerifyAccessForAnybodyAsync(Forge.Ring, Forge.Signed(With("aud", audience)), Forge.Now))
            .ShouldSatisfyAllConditions(claims => (claims?.Audience).ShouldBe(told));

    [Fact]
    public async Task Who_compares_the_audience_himself_gets_nothing_that_does_not_hold_otherwise()
    {
        foreach (var (claim, value) in ((string, string)[])[("iss", "\"https://evil.example\""), ("exp", $"{Now - 60}"), ("nbf", $"{Now + 60}"), ("sub", "1")])
        {
            (await Forge.Verifier.VerifyAccessForAnybodyAsync(Forge.Ring, Forge.Signed(With(claim, value)), Forge.Now)).ShouldBeNull(claim);
        }

        var good = Forge.Signed(Good);
        (await Forge.Verifier.VerifyAccessForAnybodyAsync(Forge.Ring, good, Forge.Now)).ShouldNotBeNull();
        (await Forge.Verifier.VerifyAccessForAnybodyAsync(Forge.Ring, good[..^8] + "AAAAAAAA", Forge.Now)).ShouldBeNull();
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("iat")]
    [InlineData("nbf")]
    public async Task A_time_is_a_whole_number_of_seconds(string claim)
    {
        var time = claim == "exp" ? Now + 60 : Now;
        (await Verify(With(claim, $"{time}"))).ShouldNotBeNull();

        foreach (var spoilt in (string[])[$"{time}.0", $"{time}.5", $"{time / 10}e1", $"\"{time}\"", "-1", "1e400", "99999999999999999999", "253402300800", "null", "true", "[]", "{}"])
        {
            (await Verify(With(claim, spoilt))).ShouldBeNull($"{claim} {spoilt}");
        }
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task Not_before_holds_within_the_skew(int later, bool holds) => (await Verify(With("nbf", $"{Now + later}")) is not null).ShouldBe(holds);

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("exp")]
    [InlineData("iat")]
    [InlineData("sub")]
    [InlineData("client_id")]
    [InlineData("jti")]
    public async Task What_RFC_9068_asks_for_has_to_be_there(string claim)
    {
        var payload = Forge.Payload(TokenMinter.Mint(Forge.Ring, Forge.Access()));
        payload.Remove(claim);

        (await Verify(payload.ToJsonString())).ShouldBeNull();
    }

    [Theory]
    [InlineData("\"sub\":\"user_2\"")]
    [InlineData("\"\\u0073ub\":\"user_2\"")]
    [InlineData("\"unknown\":1,\"unknown\":2")]
    [InlineData("\"deep\":{\"a\":1,\"a\":2}")]
    [InlineData("\"deep\":[{\"a\":1,\"\\u0061\":2}]")]
    [InlineData("\"deep\":[[[[[[[[1]]]]]]]]")]
    [InlineData("\"half\":\"\\ud800\"")]
    [InlineData("\"\\ud800\":1")]
    [InlineData("\"org\":null,\"x\":1,")]
    [InlineData("\"x\":01")]
    [InlineData("\"x\":NaN")]
    [InlineData("\"x\":1/**/")]
    public async Task A_payload_that_two_readers_could_take_differently_is_refused(string member)
    {
        var refused = Good[..^1] + "," + member + "}";
        if (member.Contains("half", StringComparison.Ordinal))
        {
            // Nobody reads that member; what can't be written anew is let be.
            await Should.NotThrowAsync(async () => await Verify(refused));
            return;
        }

        (await Verify(refused)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{}{}")]
    public async Task A_payload_of_another_form_is_refused(string payload) => (await Verify(payload)).ShouldBeNull();

    [Fact]
    public async Task A_payload_that_is_not_UTF_8_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Good[..^1] + ",\"x\":\"?\"}");
        bytes[Array.LastIndexOf(bytes, (byte)'?')] = 0xff;

        (await Forge.Verifier.VerifyAccessAsync(Forge.Ring, Forge.Signed(bytes), Forge.Now)).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","x":1}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","crit":[]}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","b64":true}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","zip":"DEF"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","x5u":"https://evil.example.com"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","typ":"at+jwt"}""")]
    [InlineData("""{"\u0061lg":"RS256","kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at\u002bjwt"}""")]
    [InlineData("""{"alg":["RS256"],"kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt",}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt"} {}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"AT+JWT"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"application/at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID\u0000","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"","typ":"at+jwt"}""")]
    [InlineData("""{}""")]
    public async Task A_header_that_is_not_exactly_ours_is_refused_however_well_it_is_signed(string header)
    {
        var kid = Forge.Ring.Current(SigningKeyUse.Access, Forge.Now).Id;
        var token = Forge.Signed(Good, header.Replace("KID", kid, StringComparison.Ordinal));

        (await Forge.Verifier.VerifyAccessAsync(Forge.Ring, token, Forge.Now)).ShouldBeNull();
    }

    private static string With(string claim, string json)
    {
        var payload = Forge.Payload(TokenMinter.Mint(Forge.Ring, Forge.Access()));
        payload.Remove(claim);
        return payload.ToJsonString()[..^1] + $",\"{claim}\":{json}}}";
    }

    private static ValueTask<AccessToken?> Verify(string payload) => Forge.Verifier.VerifyAccessAsync(Forge.Ring, Forge.Signed(payload), Forge.Now);
}
