using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Tests.Vectors;

/// <summary>The examples of RFC 7520, RFC 7797 and RFC 8037.</summary>
public sealed class CookbookTests
{
    [Theory]
    [InlineData("jose-cookbook/jws/4_1.rsa_v15_signature.json")]
    [InlineData("jose-cookbook/jws/4_4.hmac-sha2_integrity_protection.json")]
    [InlineData("jose-cookbook/curve25519/jws.json")]
    public void A_token_of_an_algorithm_that_we_have_is_read_and_verified(string name)
    {
        if (VectorFiles.Read(name) is not { } file)
        {
            return;
        }

        CompactJws.TryRead(file.GetProperty("output").GetProperty("compact").GetString()!, out var jws).ShouldBeTrue();

        jws!.IsSignedBy(KeyOf(file)).ShouldBeTrue();
        Encoding.UTF8.GetString(jws.Payload).ShouldBe(file.GetProperty("input").GetProperty("payload").GetString());
    }

    [Fact]
    public void An_Ed25519_key_signs_as_RFC_8037_says()
    {
        if (VectorFiles.Read("jose-cookbook/curve25519/jws.json") is not { } file)
        {
            return;
        }

        // PKCS #8 (RFC 8410 §7) around the seed.
        var key = file.GetProperty("input").GetProperty("key");
        CompactJws.TryDecode(key.GetProperty("d").GetString(), out var seed).ShouldBeTrue();
        var material = KeyMaterial.Import(JwsAlgorithms.EdDsa, [.. Convert.FromHexString("302e020100300506032b657004220420"), .. seed!]);
        var signing = file.GetProperty("signing");

        CompactJws.TryDecode(signing.GetProperty("sig").GetString(), out var signature).ShouldBeTrue();
        material.Sign(Encoding.ASCII.GetBytes(signing.GetProperty("sig-input").GetString()!)).ShouldBe(signature);
        // RFC 8037, appendix A.3.
        material.Thumbprint().ShouldBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    [Theory]
    [InlineData("jose-cookbook/jws/4_2.rsa-pss_signature.json")] // PS384
    [InlineData("jose-cookbook/jws/4_3.ecdsa_signature.json")] // ES512
    public void A_token_of_another_algorithm_is_signed_by_no_key(string name)
    {
        if (VectorFiles.Read(name) is not { } file)
        {
            return;
        }

        CompactJws.TryRead(file.GetProperty("output").GetProperty("compact").GetString()!, out var jws).ShouldBeTrue();

        foreach (var algorithm in (string[])[JwsAlgorithms.Rs256, JwsAlgorithms.Es256, JwsAlgorithms.EdDsa, JwsAlgorithms.Hs256])
        {
            jws!.IsSignedBy(KeyMaterial.Generate(algorithm)).ShouldBeFalse();
        }

        VerificationKey.Read(JsonElement.Parse(WithId(file.GetProperty("input").GetProperty("key")).ToJsonString())).ShouldBeNull();
    }

    [Theory]
    [InlineData("jose-cookbook/jws/4_5.signature_with_detached_content.json")]
    [InlineData("jose-cookbook/jws/4_6.protecting_specific_header_fields.json")]
    [InlineData("jose-cookbook/jws/4_7.protecting_content_only.json")]
    [InlineData("jose-cookbook/jws/4_8.multiple_signatures.json")]
    [InlineData("jose-cookbook/rfc7797/4.2.hmac-sha2_b64_false.json")]
    [InlineData("jose-cookbook/rfc7797/hmac-sha2_b64_false.json")]
    public void Another_form_of_JWS_is_no_token(string name)
    {
        if (VectorFiles.Read(name) is not { } file)
        {
            return;
        }

        foreach (var form in file.GetProperty("output").EnumerateObject())
        {
            CompactJws.TryRead(form.Value.ValueKind == JsonValueKind.String ? form.Value.GetString()! : form.Value.GetRawText(), out _).ShouldBeFalse(form.Name);
        }
    }

    private static KeyMaterial KeyOf(JsonElement file)
    {
        var key = WithId(file.GetProperty("input").GetProperty("key"));
        if ((string)key["kty"]! == "oct")
        {
            CompactJws.TryDecode((string)key["k"]!, out var secret).ShouldBeTrue();
            return new HmacMaterial(secret!);
        }

        key["alg"] = file.GetProperty("input").GetProperty("alg").GetString();
        return VerificationKey.Read(JsonElement.Parse(key.ToJsonString())).ShouldNotBeNull().Material;
    }

    private static JsonObject WithId(JsonElement key)
    {
        var jwk = JsonNode.Parse(key.GetRawText())!.AsObject();
        jwk["kid"] ??= "any";
        return jwk;
    }
}
