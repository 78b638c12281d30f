using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Tests;

public sealed class SigningKeyTests
{
    [Theory]
    [InlineData(SigningKeyUse.Access, "RS256")]
    [InlineData(SigningKeyUse.Access, "ES256")]
    [InlineData(SigningKeyUse.Access, "EdDSA")]
    [InlineData(SigningKeyUse.Decision, "ES256")]
    [InlineData(SigningKeyUse.Audit, "ES256")]
    [InlineData(SigningKeyUse.Refresh, "HS256")]
    public void A_key_survives_export_and_import(SigningKeyUse use, string algorithm)
    {
        var key = SigningKey.Generate(use, Forge.Now, use == SigningKeyUse.Access ? algorithm : JwsAlgorithms.Rs256);

        var copy = SigningKey.Import(use, algorithm, key.Export(), key.Life);

        key.Algorithm.ShouldBe(algorithm);
        copy.Id.ShouldBe(key.Id);
        copy.Algorithm.ShouldBe(algorithm);
        copy.PublicJwk.ShouldBe(key.PublicJwk);
        copy.Material.Verify([1, 2, 3], key.Material.Sign([1, 2, 3])).ShouldBeTrue();
        Should.Throw<CryptographicException>(() => SigningKey.Import(use, algorithm == "ES256" ? "HS256" : "ES256", key.Export(), key.Life));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [InlineData("EdDSA")]
    public async Task A_token_is_verified_with_the_imported_copy_of_its_key_and_with_its_public_part(string algorithm)
    {
        var key = SigningKey.Generate(SigningKeyUse.Access, Forge.Now, algorithm);
        var copy = new KeyRing([SigningKey.Import(SigningKeyUse.Access, algorithm, key.Export(), key.Life)]);
        var part = SigningKey.OfPublic(SigningKeyUse.Access, key.PublicJwk!, key.Life);

        var token = TokenMinter.Mint(new KeyRing([key]), Forge.Access());

        (await Forge.Verifier.VerifyAccessAsync(copy, token, Forge.Now)).ShouldNotBeNull().SignedBy.ShouldBe(key.Id);
        (await Forge.Verifier.VerifyAccessAsync(new([part]), token, Forge.Now)).ShouldNotBeNull();
        part.CanSign.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => new KeyRing([part]).Current(SigningKeyUse.Access, Forge.Now));
        Should.Throw<CryptographicException>(() => SigningKey.OfPublic(SigningKeyUse.Refresh, key.PublicJwk!, key.Life));
    }

    [Fact]
    public void A_key_id_is_its_thumbprint()
    {
        // The example of RFC 7638 §3.1.
        const string Jwk = """
            {"kty":"RSA","kid":"any","alg":"RS256","e":"AQAB","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}
            """;

        VerificationKey.Read(JsonElement.Parse(Jwk)).ShouldNotBeNull().Material.Thumbprint().ShouldBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    [Fact]
    public void A_life_is_told_by_the_clock()
    {
        var overlap = TimeSpan.FromDays(2);
        var lives = SigningKeyLife.Of(
            [("old", Forge.Now, null), ("next", Forge.Now.AddDays(90), null), ("gone", Forge.Now.AddDays(-90), null)], overlap);

        lives["gone"].At(Forge.Now.AddDays(1)).ShouldBe(SigningKeyStatus.Retiring);
        lives["gone"].At(Forge.Now + overlap).ShouldBe(SigningKeyStatus.Retired);
        lives["old"].At(Forge.Now.AddSeconds(-1)).ShouldBe(SigningKeyStatus.Pending);
        lives["old"].At(Forge.Now).ShouldBe(SigningKeyStatus.Active);
        lives["old"].At(Forge.Now.AddDays(90)).ShouldBe(SigningKeyStatus.Retiring);
        lives["old"].VerifiesUntil.ShouldBe(Forge.Now.AddDays(92));
        lives["next"].ShouldBe(new(Forge.Now.AddDays(90)));
        SigningKeyLife.Of([("a", Forge.Now, null), ("b", Forge.Now.AddDays(1), null)], overlap: null)["a"].At(DateTimeOffset.MaxValue)
            .ShouldBe(SigningKeyStatus.Retiring);
    }

    [Fact]
    public void A_revoked_key_gives_its_place_back_only_when_it_had_not_begun()
    {
        var begun = Forge.Now.AddDays(1);

        SigningKeyLife.Of([("a", Forge.Now, null), ("b", begun, begun.AddHours(-1))], null)["a"].SignsUntil.ShouldBeNull();
        SigningKeyLife.Of([("a", Forge.Now, null), ("b", begun, begun.AddHours(1))], null)["a"].SignsUntil.ShouldBe(begun);
        SigningKeyLife.Of([("a", Forge.Now, Forge.Now.AddHours(1))], null)["a"].At(begun).ShouldBe(SigningKeyStatus.Revoked);
    }

    [Fact]
    public async Task What_a_retired_or_revoked_key_signed_is_refused()
    {
        var key = SigningKey.Generate(SigningKeyUse.Access, Forge.Now.AddDays(-2));
        var token = TokenMinter.Mint(new([key]), Forge.Access());
        KeyRing With(SigningKeyLife life) => new([key.WithLife(life), .. Forge.Ring.Keys]);

        var retiring = With(new(key.ActiveFrom, Forge.Now.AddDays(-1), Forge.Now.AddSeconds(1)));
        var retired = With(new(key.ActiveFrom, Forge.Now.AddDays(-1), Forge.Now));
        var revoked = With(new(key.ActiveFrom, RevokedAt: Forge.Now));

        (await Forge.Verifier.VerifyAccessAsync(retiring, token, Forge.Now)).ShouldNotBeNull();
        (await Forge.Verifier.VerifyAccessAsync(retired, token, Forge.Now)).ShouldBeNull();
        (await Forge.Verifier.VerifyAccessAsync(revoked, token, Forge.Now)).ShouldBeNull();
        Encoding.UTF8.GetString(Jwks.Write(retiring, Forge.Now)).ShouldContain(key.Id);
        Encoding.UTF8.GetString(Jwks.Write(retired, Forge.Now)).ShouldNotContain(key.Id);
        Encoding.UTF8.GetString(Jwks.Write(revoked, Forge.Now)).ShouldNotContain(key.Id);
    }

    [Fact]
    public void A_key_set_has_EdDSA_keys_only_where_they_are_asked_for()
    {
        var ring = new KeyRing([SigningKey.Generate(SigningKeyUse.Access, Forge.Now, "EdDSA"), SigningKey.Generate(SigningKeyUse.Audit, Forge.Now)]);
        string[] Kinds(byte[] set) => [.. JsonNode.Parse(set)!["keys"]!.AsArray().Select(key => key!["kty"]!.GetValue<string>())];

        Kinds(Jwks.Write(ring, Forge.Now)).ShouldBe(["EC"]);
        Kinds(Jwks.WriteWithEdDsa(ring, Forge.Now)).ShouldBe(["OKP", "EC"]);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"kty":"EC","alg":"ES256","crv":"P-256","x":"04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY","y":"UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw"}""")]
    [InlineData("""{"kid":"k","kty":"EC","crv":"P-256","x":"04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY","y":"UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw"}""")]
    [InlineData("""{"kid":"k","kty":"EC","alg":"ES384","crv":"P-256","x":"04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY","y":"UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw"}""")]
    [InlineData("""{"kid":"k","kty":"EC","alg":"ES256","crv":"P-256","use":"enc","x":"04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY","y":"UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw"}""")]
    [InlineData("""{"kid":"k","kty":"EC","alg":"ES256","crv":"P-256","x":"AAAA","y":"UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw"}""")]
    [InlineData("""{"kid":"k","kty":"oct","alg":"HS256","k":"-ebuDNsVZ2iJtoZ-akfXTSCt4UO2cruLCsbWlBinggE"}""")]
    [InlineData("""{"kid":"k","kty":"OKP","alg":"EdDSA","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kid":"k","kty":"OKP","alg":"EdDSA","crv":"Ed25519","x":"AAAA"}""")]
    [InlineData("""{"kid":"k","kty":"RSA","alg":"RS256","n":"AQAB","e":"AQAB"}""")]
    public void A_public_key_that_is_weak_or_for_something_else_is_none(string jwk) => VerificationKey.Read(JsonElement.Parse(jwk)).ShouldBeNull();

    [Fact]
    public void The_newest_active_key_signs()
    {
        var old = SigningKey.Generate(SigningKeyUse.Decision, Forge.Now.AddDays(-2));
        var current = SigningKey.Generate(SigningKeyUse.Decision, Forge.Now.AddDays(-1));
        var next = SigningKey.Generate(SigningKeyUse.Decision, Forge.Now.AddDays(1));
        var ring = new KeyRing([next, old, current]);

        ring.Current(SigningKeyUse.Decision, Forge.Now).Id.ShouldBe(current.Id);
        ring.Current(SigningKeyUse.Decision, Forge.Now.AddDays(-9)).Id.ShouldBe(old.Id);
        ring.Find(next.Id).ShouldNotBeNull();
        Should.Throw<InvalidOperationException>(() => ring.Current(SigningKeyUse.Access, Forge.Now));
    }

    [Fact]
    public void The_key_set_has_RSA_then_EC_and_nothing_secret()
    {
        var keys = JsonNode.Parse(Jwks.Write(Forge.Ring, Forge.Now))!["keys"]!.AsArray();

        keys.Select(key => key!["kty"]!.GetValue<string>()).ShouldBe(["RSA", "EC"]);
        foreach (var key in keys)
        {
            key!.AsObject().Select(member => member.Key).ShouldBeSubsetOf(["kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"]);
            key["use"]!.GetValue<string>().ShouldBe("sig");
        }

        var refresh = Forge.Ring.Keys.Single(key => key.Use == SigningKeyUse.Refresh);
        Encoding.UTF8.GetString(Jwks.Write(Forge.Ring, Forge.Now)).ShouldNotContain(refresh.Id);
    }
}
