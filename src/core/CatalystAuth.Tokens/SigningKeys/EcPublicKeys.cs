using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The EC keys on P-256 of a JWKS, for ES256. Needs no private key, so it works anywhere.</summary>
internal sealed class EcPublicKeys
{
    private readonly Dictionary<string, ECDsa> _byId;

    private EcPublicKeys(Dictionary<string, ECDsa> byId) => _byId = byId;

    public int Count => _byId.Count;

    /// <summary>Those of a JSON Web Key Set (RFC 7517 §5); null when the bytes are none. Keys of other kinds are passed over.</summary>
    public static EcPublicKeys? Read(ReadOnlyMemory<byte> jwks)
    {
        try
        {
            using var document = JsonDocument.Parse(jwks);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var byId = new Dictionary<string, ECDsa>(StringComparer.Ordinal);
            foreach (var jwk in keys.EnumerateArray())
            {
                if (Text(jwk, "kid") is { } id && ReadKey(jwk) is { } key)
                {
                    byId[id] = key;
                }
            }

            return new(byId);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Contains(string id) => _byId.ContainsKey(id);

    /// <summary>Whether a compact JWS, whose form was checked before, is signed by the key of that id.</summary>
    public bool Verify(string jws, string id)
    {
        var end = jws.LastIndexOf('.');
        return _byId.TryGetValue(id, out var key) && key.VerifyData(
            Encoding.ASCII.GetBytes(jws[..end]), Base64Url.DecodeFromChars(jws.AsSpan(end + 1)), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static ECDsa? ReadKey(JsonElement jwk)
    {
        if (Text(jwk, "kty") != "EC" || Text(jwk, "crv") != "P-256" || Text(jwk, "x") is not { } x || Text(jwk, "y") is not { } y)
        {
            return null;
        }

        try
        {
            return ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
            });
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // No point of the curve.
            return null;
        }
    }

    private static string? Text(JsonElement jwk, string member) =>
        jwk.ValueKind == JsonValueKind.Object && jwk.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
