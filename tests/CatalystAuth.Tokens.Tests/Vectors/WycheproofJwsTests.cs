using System.Text.Json;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Tests.Vectors;

/// <summary>JSON Web Signatures, keys and encryption of C2SP/wycheproof. What differs from its verdict is listed by number, with the reason.</summary>
public sealed class WycheproofJwsTests
{
    private const string OtherAlgorithm = "an algorithm that we do not have";
    private const string OtherKeyAlgorithm = "the key is for another algorithm than the token's, and is the one that says which";

    private static readonly Dictionary<int, string> Signatures = Reasons(
        ("an empty payload, which no token has", [259]),
        (OtherAlgorithm, [264, 265, 266, 267, 268, 269, 270, 271]), // RS384, RS512
        (OtherAlgorithm, [272, 273, 274, 275, 287, 288]), // PS256
        (OtherAlgorithm, [320, 321, 322, 323]), // PS384
        (OtherAlgorithm, [325, 326, 327, 328]), // PS512
        (OtherKeyAlgorithm, [346, 350]), // PS256 in the key, PS384 in the token
        ("the key says ES521, which is no algorithm", [347, 351]),
        ("marked as wrong, but byte for byte the same as the valid 357", [367, 370]),
        ("marked as right, though a ? stands in it that is no base64url", [372, 373]));

    private static readonly Dictionary<int, string> Keys = Reasons(
        ("a shared secret is never read from a key set", [2, 13, 14, 15]),
        ("we do not look for the pattern of ROCA; our own keys are made by OpenSSL", [7]));

    [Fact]
    public void Signatures_are_judged_as_published()
    {
        if (VectorFiles.Read("wycheproof/json_web_signature_test.json") is not { } file)
        {
            return;
        }

        var cases = Cases(file, "jws").ToList();

        cases.Count.ShouldBe(401);
        Differing(cases, (group, jws) => IsAccepted(KeyOf(group), jws)).ShouldBe(Signatures.Keys.Order());
    }

    [Fact]
    public void Keys_are_judged_as_published()
    {
        if (VectorFiles.Read("wycheproof/json_web_key_test.json") is not { } file)
        {
            return;
        }

        var cases = Cases(file, "jws").ToList();

        cases.Count.ShouldBe(26);
        Differing(cases, IsAcceptedBySet).ShouldBe(Keys.Keys.Order());
    }

    [Fact]
    public void What_is_encrypted_is_no_token()
    {
        if (VectorFiles.Read("wycheproof/json_web_encryption_test.json") is not { } file)
        {
            return;
        }

        var cases = Cases(file, "jwe").ToList();

        cases.Count.ShouldBe(139);
        cases.Where(item => item.Text is not null && CompactJws.TryRead(item.Text, out _)).ShouldBeEmpty();
    }

    private static IEnumerable<Case> Cases(JsonElement file, string member) =>
        from tests in file.GetProperty("testGroups").EnumerateArray()
        from test in tests.GetProperty("tests").EnumerateArray()
        let text = test.TryGetProperty(member, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null
        select new Case(tests, test.GetProperty("tcId").GetInt32(), text, test.GetProperty("result").GetString() == "valid");

    private static IEnumerable<int> Differing(IEnumerable<Case> cases, Func<JsonElement, string, bool> judge) =>
        cases.Where(item => (item.Text is not null && judge(item.Group, item.Text)) != item.IsValid).Select(item => item.Number).Order();

    private static bool IsAccepted(KeyMaterial? key, string text) =>
        key is not null && CompactJws.TryRead(text, out var jws) && jws.IsSignedBy(key);

    private static bool IsAcceptedBySet(JsonElement group, string text)
    {
        var keys = group.GetProperty("private").GetProperty("keys").EnumerateArray().Select(VerificationKey.Read).OfType<VerificationKey>();
        return CompactJws.TryRead(text, out var jws)
            && keys.Where(key => key.Id == jws.Header.KeyId).ToList() is [var key] && jws.IsSignedBy(key.Material);
    }

    // A public key as we read it anywhere. Shared secrets come from our own database, so the test reads them itself.
    private static KeyMaterial? KeyOf(JsonElement group)
    {
        var jwk = group.TryGetProperty("public", out var found) ? found : group.GetProperty("private");
        if (jwk.GetProperty("kty").GetString() != "oct")
        {
            return VerificationKey.Read(jwk)?.Material;
        }

        return jwk.GetProperty("alg").GetString() == JwsAlgorithms.Hs256 && CompactJws.TryDecode(jwk.GetProperty("k").GetString(), out var secret)
            ? new HmacMaterial(secret)
            : null;
    }

    private static Dictionary<int, string> Reasons(params (string Reason, int[] Numbers)[] reasons) =>
        reasons.SelectMany(entry => entry.Numbers.Select(number => (number, entry.Reason))).ToDictionary();

    private sealed record Case(JsonElement Group, int Number, string? Text, bool IsValid);
}
