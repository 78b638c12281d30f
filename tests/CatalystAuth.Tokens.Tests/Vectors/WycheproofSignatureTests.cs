using System.Security.Cryptography;
using System.Text.Json;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Tokens.Tests.Vectors;

/// <summary>The bare signatures of C2SP/wycheproof, by each algorithm that we have. None differs from its verdict.</summary>
public sealed class WycheproofSignatureTests
{
    [Fact]
    public void RS256() => Check("wycheproof/rsa_signature_2048_sha256_test.json", 259, group =>
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Hex(group, "publicKeyDer"), out _);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return RsaMaterial.OfPublic(parameters.Modulus!, parameters.Exponent!);
    });

    [Fact]
    public void ES256() => Check("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json", 262, group =>
    {
        var point = Hex(group.GetProperty("publicKey"), "uncompressed");
        return EcMaterial.OfPublic(point[1..33], point[33..]);
    });

    [Fact]
    public void EdDSA() => Check("wycheproof/ed25519_test.json", 151, group => EdMaterial.OfPublic(Hex(group.GetProperty("publicKey"), "pk")));

    // "Acceptable" is what some may let pass; we don't.
    private static void Check(string name, int count, Func<JsonElement, KeyMaterial?> keyOf)
    {
        if (VectorFiles.Read(name) is not { } file)
        {
            return;
        }

        var tests = file.GetProperty("testGroups").EnumerateArray()
            .SelectMany(group => group.GetProperty("tests").EnumerateArray().Select(test => (Key: keyOf(group).ShouldNotBeNull(), Test: test)))
            .ToList();

        tests.Count.ShouldBe(count);
        tests.Where(item => item.Key.Verify(Hex(item.Test, "msg"), Hex(item.Test, "sig")) != (item.Test.GetProperty("result").GetString() == "valid"))
            .Select(item => item.Test.GetProperty("tcId").GetInt32()).ShouldBeEmpty();
    }

    private static byte[] Hex(JsonElement element, string member) => Convert.FromHexString(element.GetProperty(member).GetString()!);
}
