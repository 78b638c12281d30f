using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Tokens.ClaimProfiles;
using CatalystAuth.Tokens.SigningKeys;
using CsCheck;

namespace CatalystAuth.Core.Tests.ClaimProfiles;

/// <summary>What is wrong with a token is found before the system finds it.</summary>
public sealed class ConsumerCheckTests
{
    private const string Secret = "0123456789-0123456789-0123456789";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly KeyRing Rsa = Ring(JwsAlgorithms.Rs256);
    private static readonly KeyRing Ed = Ring(JwsAlgorithms.EdDsa);
    private static readonly Expectation Expected = new(Now, "https://auth.example.com", "org_x/there", Jwks.Write(Rsa, Now), Secret);

    [Theory]
    [InlineData("hasura", """{"https://hasura.io/jwt/claims":{"x-hasura-default-role":"user","x-hasura-allowed-roles":["user"],"x-hasura-user-id":"1"}}""")]
    [InlineData("postgrest", """{"role":"web_user"}""")]
    [InlineData("supabase", """{"role":"authenticated"}""")]
    [InlineData("grafana", """{"role":"Admin","org":"org_x"}""")]
    [InlineData("kubernetes", """{"groups":[],"org":"org_x"}""")]
    [InlineData("litellm", """{"team_id":"org_x","scope":"a b"}""")]
    [InlineData("minio", """{"policy":["readonly"]}""")]
    [InlineData("qdrant", """{"access":[{"collection":"docs","access":"rw"}]}""")]
    [InlineData("qdrant", """{"access":"r"}""")]
    public void A_good_token_has_no_fault(string profile, string claims) => Faults(profile, claims).ShouldBeEmpty();

    [Theory]
    [InlineData("hasura", """{}""")]
    [InlineData("hasura", """{"https://hasura.io/jwt/claims":"{}"}""")]
    [InlineData("hasura", """{"https://hasura.io/jwt/claims":{"x-hasura-default-role":"user","x-hasura-allowed-roles":["guest"]}}""")]
    [InlineData("hasura", """{"https://hasura.io/jwt/claims":{"x-hasura-default-role":"user","x-hasura-allowed-roles":["user","admin"]}}""")]
    [InlineData("hasura", """{"https://hasura.io/jwt/claims":{"x-hasura-default-role":"user","x-hasura-allowed-roles":["user"],"x-hasura-user-id":1}}""")]
    [InlineData("hasura", """{"https://hasura.io/jwt/claims":{"x-hasura-default-role":"user","x-hasura-allowed-roles":"user"}}""")]
    [InlineData("postgrest", """{}""")]
    [InlineData("postgrest", """{"role":"service_role"}""")]
    [InlineData("postgrest", """{"role":["web_user"]}""")]
    [InlineData("postgrest", """{"role":"\ud800"}""")]
    [InlineData("qdrant", """{"access":[{"collection":"\ud800","access":"r"}]}""")]
    [InlineData("supabase", """{"role":"supabase_admin"}""")]
    [InlineData("supabase", """{"role":"postgres"}""")]
    [InlineData("grafana", """{"role":"GrafanaAdmin","org":"org_x"}""")]
    [InlineData("grafana", """{"role":"Owner","org":"org_x"}""")]
    [InlineData("kubernetes", """{"groups":["system:masters"],"org":"org_x"}""")]
    [InlineData("kubernetes", """{"groups":"devs","org":"org_x"}""")]
    [InlineData("litellm", """{"team_id":"org_x","scope":"a litellm_proxy_admin"}""")]
    [InlineData("litellm", """{"scope":"a"}""")]
    [InlineData("minio", """{"policy":["consoleAdmin"]}""")]
    [InlineData("minio", """{}""")]
    [InlineData("qdrant", """{}""")]
    [InlineData("qdrant", """{"access":[]}""")]
    [InlineData("qdrant", """{"access":"rw"}""")]
    [InlineData("qdrant", """{"access":null}""")]
    [InlineData("qdrant", """{"access":[{"collection":"docs","access":"m"}]}""")]
    [InlineData("qdrant", """{"access":[{"collection":"docs","access":"r"},{"collection":"docs","access":"rw"}]}""")]
    [InlineData("qdrant", """{"access":[{"collection":"docs","access":"r","payload":{}}]}""")]
    public void A_bad_one_has_one(string profile, string claims) => Faults(profile, claims).ShouldNotBeEmpty();

    [Theory]
    [InlineData("exp", null, "never end")]
    [InlineData("exp", "1767323045", "expired")]
    [InlineData("exp", "\"soon\"", "never end")]
    [InlineData("iat", "1767323046", "still to come")]
    [InlineData("iss", "\"https://evil.example.com\"", "iss is")]
    [InlineData("aud", "\"org_y/there\"", "aud is")]
    [InlineData("sub", null, "no sub")]
    public void Times_issuer_and_audience_are_looked_at(string claim, string? value, string found) =>
        Faults("postgrest", """{"role":"user"}""", claims =>
        {
            claims.Remove(claim);
            if (value is not null)
            {
                claims[claim] = JsonNode.Parse(value);
            }
        }).ShouldHaveSingleItem().ShouldContain(found);

    [Fact]
    public void Another_key_algorithm_or_secret_is_found()
    {
        var minio = ProfileCatalogue.Find("minio")!;
        var token = ProfileToken.Sign(Rsa, Claims("""{"policy":["readonly"]}"""), Now);

        Check(minio, token, Expected).ShouldBeEmpty();
        Check(minio, token, Expected with { KeySet = Jwks.Write(Ring(JwsAlgorithms.Rs256), Now) }).ShouldHaveSingleItem().ShouldContain("No key");
        Check(minio, token, Expected with { KeySet = Jwks.WriteWithEdDsa(new([.. Rsa.Keys, .. Ed.Keys]), Now) }).ShouldHaveSingleItem().ShouldContain("OKP");
        Check(minio, ProfileToken.Sign(Ed, Claims("""{"policy":["readonly"]}"""), Now), Expected with { KeySet = null }).ShouldHaveSingleItem().ShouldContain("EdDSA");
        Check(minio, ProfileToken.Sign(Secret, Claims("""{"policy":["readonly"]}""")), Expected with { KeySet = null }).Count.ShouldBe(2);

        var qdrant = ProfileCatalogue.Find("qdrant")!;
        Check(qdrant, ProfileToken.Sign(Secret, Claims("""{"access":"r"}""")), Expected with { Secret = Secret + "2" }).ShouldHaveSingleItem().ShouldContain("secret");
        Check(qdrant, ProfileToken.Sign(Rsa, Claims("""{"access":"r"}"""), Now), Expected).Count.ShouldBe(2);
    }

    [Fact]
    public void No_text_makes_it_throw() => Gen.Select(Gen.OneOfConst([.. ProfileCatalogue.All]), Gen.String)
        .Sample((document, text) => ConsumerCheck.FaultsOf(document, text, Expected).ShouldNotBeEmpty());

    [Fact]
    public void No_claims_make_it_throw() => Gen.Select(Gen.OneOfConst([.. ProfileCatalogue.All]), Gen.Byte.Array)
        .Sample((document, claims) => ConsumerCheck.FaultsOf(document, ProfileToken.Sign(Secret, claims), Expected).ShouldNotBeEmpty());

    [Fact]
    public void A_short_secret_signs_nothing() => Should.Throw<ArgumentException>(() => ProfileToken.Sign(Secret[1..], "{}"u8));

    private static IReadOnlyList<string> Faults(string profile, string claims, Action<JsonObject>? change = null)
    {
        var document = ProfileCatalogue.Find(profile)!;
        var payload = Claims(claims, change);
        return Check(document, document.HasSecret ? ProfileToken.Sign(Secret, payload) : ProfileToken.Sign(Rsa, payload, Now), Expected);
    }

    private static IReadOnlyList<string> Check(ProfileDocument document, string token, Expectation expected) => ConsumerCheck.FaultsOf(document, token, expected);

    private static byte[] Claims(string own, Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = "https://auth.example.com",
            ["aud"] = "org_x/there",
            ["sub"] = "user_x",
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);

        // As text, so that what is no text stays as it is.
        return Encoding.UTF8.GetBytes($"{claims.ToJsonString()[..^1]},{own[1..]}".Replace(",}", "}", StringComparison.Ordinal));
    }

    private static KeyRing Ring(string algorithm) => new([SigningKey.Generate(SigningKeyUse.Access, Now.AddDays(-1), algorithm)]);
}
