using System.Text.Json;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>
/// The public part of a key of ours, as its JWK says (RFC 7517): RSA for RS256, EC on P-256 for ES256, OKP on Ed25519 for EdDSA. The
/// algorithm is the key's own and has to stand in it. Thread-safe.
/// </summary>
public sealed class VerificationKey
{
    private const int MaxIdLength = 256;

    private VerificationKey(string id, KeyMaterial material) => (Id, Material) = (id, material);

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>The JWS algorithm.</summary>
    public string Algorithm => Material.Algorithm;

    internal KeyMaterial Material { get; }

    /// <summary>Reads one; null for a key of another kind, for another purpose, too weak, or malformed.</summary>
    public static VerificationKey? Read(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object || Text(jwk, "kid") is not { Length: > 0 and <= MaxIdLength } id || !IsForVerifying(jwk))
        {
            return null;
        }

        KeyMaterial? material = (Text(jwk, "kty"), Text(jwk, "alg"), Text(jwk, "crv")) switch
        {
            ("RSA", JwsAlgorithms.Rs256, null) when Bytes(jwk, "n") is { } n && Bytes(jwk, "e") is { } e => RsaMaterial.OfPublic(n, e),
            ("EC", JwsAlgorithms.Es256, "P-256") when Bytes(jwk, "x") is { } x && Bytes(jwk, "y") is { } y => EcMaterial.OfPublic(x, y),
            ("OKP", JwsAlgorithms.EdDsa, "Ed25519") when Bytes(jwk, "x") is { } x => EdMaterial.OfPublic(x),
            _ => null,
        };
        return material is null ? null : new(id, material);
    }

    private static bool IsForVerifying(JsonElement jwk) =>
        (!jwk.TryGetProperty("use", out var use) || (use.ValueKind == JsonValueKind.String && use.ValueEquals("sig")))
        && (!jwk.TryGetProperty("key_ops", out var operations)
            || (operations.ValueKind == JsonValueKind.Array
                && operations.EnumerateArray().Any(operation => operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify"))));

    private static byte[]? Bytes(JsonElement jwk, string member) =>
        Text(jwk, member) is { } text && CompactJws.TryDecode(text, out var bytes) ? bytes : null;

    private static string? Text(JsonElement jwk, string member) =>
        jwk.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
