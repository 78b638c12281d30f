using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using CsCheck;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CatalystAuth.Tokens.Tests;

public sealed class TokenVerifierTests
{
    private static readonly string Good = TokenMinter.Mint(Forge.Ring, Forge.Access());

    [Fact]
    public async Task A_good_access_token_gives_back_its_claims()
    {
        var claims = await Verify(Good);

        claims.ShouldNotBeNull();
        claims.Subject.ShouldBe("user_01h455vb4pex5vsknk084sn02q");
        claims.Scopes().ShouldBe(["app:read", "org:read"]);
        claims.Roles.ShouldBe(["owner"]);
        claims.IssuedAtExactly().ShouldBe(Forge.Now);
    }

    [Fact]
    public void An_access_token_says_what_RFC_9068_asks_for()
    {
        Forge.Header(Good)["typ"]!.GetValue<string>().ShouldBe("at+jwt");
        Forge.Header(Good)["alg"]!.GetValue<string>().ShouldBe("RS256");
        var payload = Forge.Payload(Good);
        foreach (var claim in new[] { "iss", "exp", "aud", "sub", "client_id", "iat", "jti" })
        {
            payload.ContainsKey(claim).ShouldBeTrue(claim);
        }
    }

    [Fact]
    public async Task Any_reader_of_the_key_set_can_verify_an_access_token()
    {
        var keys = new JsonWebKeySet(Encoding.UTF8.GetString(Jwks.Write(Forge.Ring, Forge.Now)));

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(Good, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidIssuer = Forge.Issuer,
            ValidAudience = Forge.Audience,
            ValidateLifetime = false,
        });

        result.IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300 + 29, true)]
    [InlineData(300 + 30, false)]
    [InlineData(-30, true)]
    [InlineData(-31, false)]
    public async Task Times_hold_within_the_skew(int secondsLater, bool holds)
    {
        var claims = await Forge.Verifier.VerifyAccessAsync(Forge.Ring, Good, Forge.Now.AddSeconds(secondsLater));

        (claims is not null).ShouldBe(holds);
    }

    [Fact]
    public async Task Another_issuer_or_audience_is_refused()
    {
        (await Verify(TokenMinter.Mint(Forge.Ring, Forge.Access() with { Issuer = Forge.Issuer + "/" }))).ShouldBeNull();
        (await Verify(TokenMinter.Mint(Forge.Ring, Forge.Access() with { Audience = Forge.Issuer }))).ShouldBeNull();
    }

    [Fact]
    public async Task The_kinds_of_token_are_never_mistaken_for_each_other()
    {
        var refresh = TokenMinter.Mint(Forge.Ring, Forge.Refresh() with { Audience = Forge.Audience });
        var decision = TokenMinter.Mint(Forge.Ring, Forge.Decision() with { Audience = Forge.Audience });
        var ownAudience = new TokenVerifier(Forge.Audience, Forge.Audience, TimeSpan.Zero);

        (await Verify(refresh)).ShouldBeNull();
        (await Verify(decision)).ShouldBeNull();
        (await ownAudience.VerifyRefreshAsync(Forge.Ring, Good, Forge.Now)).ShouldBeNull();
        (await Forge.Verifier.VerifyDecisionAsync(Forge.Ring, Good, Forge.Audience, Forge.Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_and_decision_tokens_verify_as_what_they_are()
    {
        var refresh = TokenMinter.Mint(Forge.Ring, Forge.Refresh());
        var decision = TokenMinter.Mint(Forge.Ring, Forge.Decision());

        (await Forge.Verifier.VerifyRefreshAsync(Forge.Ring, refresh, Forge.Now))!.Id.ShouldBe("1");
        (await Forge.Verifier.VerifyDecisionAsync(Forge.Ring, decision, "app_1", Forge.Now))!.Decision.ShouldBe("dec_1");
        (await Forge.Verifier.VerifyDecisionAsync(Forge.Ring, decision, "app_2", Forge.Now)).ShouldBeNull();
    }

    [Fact]
    public void A_refresh_token_of_the_same_claims_is_the_same_text() =>
        TokenMinter.Mint(Forge.Ring, Forge.Refresh()).ShouldBe(TokenMinter.Mint(Forge.Ring, Forge.Refresh()));

    [Fact]
    public async Task A_key_of_another_ring_is_refused_even_under_our_key_id()
    {
        var others = new KeyRing([SigningKey.Generate(SigningKeyUse.Access, Forge.Now.AddDays(-1))]);
        var foreign = TokenMinter.Mint(others, Forge.Access());
        var ourId = Forge.Header(Good)["kid"]!.GetValue<string>();

        (await Verify(foreign)).ShouldBeNull();
        (await Verify(Forge.WithHeader(foreign, $$"""{"alg":"RS256","kid":"{{ourId}}","typ":"at+jwt"}"""))).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"HS256","kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"PS256","kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"rs256","kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"JWT"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID"}""")]
    [InlineData("""{"alg":"RS256","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"../../etc/passwd","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","crit":["exp"]}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","b64":false}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","jku":"https://evil.example.com"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","typ":"at+jwt","jwk":{"kty":"RSA"}}""")]
    [InlineData("""{"alg":"RS256","alg":"none","kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""{"alg":null,"kid":"KID","typ":"at+jwt"}""")]
    [InlineData("""["alg"]""")]
    [InlineData("")]
    public async Task A_header_that_is_not_exactly_ours_is_refused(string header)
    {
        var kid = Forge.Header(Good)["kid"]!.GetValue<string>();

        (await Verify(Forge.WithHeader(Good, header.Replace("KID", kid, StringComparison.Ordinal)))).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused()
    {
        // The classic confusion: HMAC over the published RSA key.
        var header = Forge.Header(Good);
        header["alg"] = "HS256";
        var signed = $"{Forge.Encode(header.ToJsonString())}.{Good.Split('.')[1]}";
        var secret = Jwks.Write(Forge.Ring, Forge.Now);
        var forged = signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)));

        (await Verify(forged)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_changed_character_is_refused()
    {
        await Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Char['!', '~']).SampleAsync(async (at, with) =>
        {
            if (Good[at] != with)
            {
                (await Verify(Good[..at] + with + Good[(at + 1)..])).ShouldBeNull();
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c.d")]
    [InlineData("a.b.c.d.e")]
    [InlineData("{\"protected\":\"e30\"}")]
    public async Task Text_of_another_form_is_refused(string text) => (await Verify(text)).ShouldBeNull();

    [Fact]
    public async Task Padding_white_space_and_size_are_refused()
    {
        (await Verify(Good + "=")).ShouldBeNull();
        (await Verify(" " + Good)).ShouldBeNull();
        (await Verify(Good + "\n")).ShouldBeNull();
        (await Verify(Good + new string('A', 9000))).ShouldBeNull();
    }

    [Fact]
    public async Task No_text_makes_the_verifier_throw() =>
        await Gen.String.SampleAsync(async text => (await Verify(text)).ShouldBeNull());

    [Fact]
    public async Task Lists_that_do_not_fit_are_left_out_and_named()
    {
        var labels = Enumerable.Range(0, 50).Select(i => $"label-{i}:" + new string('x', 50)).ToList();
        var scope = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"resource{i}:action"));

        var token = TokenMinter.Mint(Forge.Ring, Forge.Access() with { Labels = labels, Scope = scope });

        token.Length.ShouldBeLessThanOrEqualTo(TokenMinter.AccessTokenBudget);
        var claims = (await Verify(token)).ShouldNotBeNull();
        claims.Labels.ShouldBeNull();
        claims.Omitted.ShouldBe([ClaimNames.Labels]);
        claims.Scope.ShouldBe(scope);
        Forge.Payload(token)["_claim_names"]!.ToJsonString().ShouldBe("""{"labels":"effective"}""");
        Forge.Payload(token)["_claim_sources"]!.ToJsonString()
            .ShouldBe("""{"effective":{"endpoint":"https://auth.example.com/v1/me/effective?org=org_01h455vb4pex5vsknk084sn02q"}}""");
    }

    [Fact]
    public void Nobody_tells_the_rest_of_a_keys_token()
    {
        var labels = Enumerable.Range(0, 50).Select(i => $"label-{i}:" + new string('x', 50)).ToList();

        var token = TokenMinter.Mint(Forge.Ring, Forge.Access() with { Labels = labels, SessionId = null, Key = "key_01h455vb4pex5vsknk084sn02q" });

        Forge.Payload(token)["_claim_names"]!.ToJsonString().ShouldBe("""{"labels":"effective"}""");
        Forge.Payload(token)["_claim_sources"]!.ToJsonString().ShouldBe("""{"effective":{}}""");
    }

    [Fact]
    public async Task Entitlements_come_back_and_are_left_out_after_labels_when_they_do_not_fit()
    {
        var few = new Dictionary<string, JsonElement> { ["sso"] = JsonElement.Parse("true"), ["seats"] = JsonElement.Parse("3"), ["x"] = JsonElement.Parse("null") };
        var many = Enumerable.Range(0, 100).ToDictionary(i => $"feature-{i}-" + new string('x', 40), _ => JsonElement.Parse("true"));

        var claims = (await Verify(TokenMinter.Mint(Forge.Ring, Forge.Access() with { Entitlements = few }))).ShouldNotBeNull();
        claims.Features().ShouldBe(["sso"]);
        claims.Entitlements!["seats"].GetInt64().ShouldBe(3);
        claims.Entitlements["x"].ValueKind.ShouldBe(JsonValueKind.Null);

        claims = (await Verify(TokenMinter.Mint(Forge.Ring, Forge.Access() with { Entitlements = many }))).ShouldNotBeNull();
        claims.Entitlements.ShouldBeNull();
        claims.Omitted.ShouldBe([ClaimNames.Labels, ClaimNames.Entitlements]);
    }

    private static ValueTask<AccessToken?> Verify(string token) => Forge.Verifier.VerifyAccessAsync(Forge.Ring, token, Forge.Now);
}
