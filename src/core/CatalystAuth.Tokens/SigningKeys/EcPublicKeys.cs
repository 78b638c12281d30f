using System.Text.Json;
using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The EC keys on P-256 of a JWKS, for ES256. Needs no private key, so it works anywhere.</summary>
internal sealed class EcPublicKeys
{
    private readonly Dictionary<string, KeyMaterial> _byId;

    private EcPublicKeys(Dictionary<string, KeyMaterial> byId) => _byId = byId;

    public int Count => _byId.Count;

    /// <summary>Those of one use, of a ring.</summary>
    public static EcPublicKeys Of(KeyRing ring, SigningKeyUse use) =>
        new(ring.Keys.Where(key => key.Use == use).ToDictionary(key => key.Id, key => key.Material, StringComparer.Ordinal));

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

            var byId = new Dictionary<string, KeyMaterial>(StringComparer.Ordinal);
            foreach (var jwk in keys.EnumerateArray())
            {
                if (VerificationKey.Read(jwk) is { Algorithm: JwsAlgorithms.Es256 } key)
                {
                    byId[key.Id] = key.Material;
                }
            }

            return new(byId);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The key of that <c>kid</c>; null when there is none.</summary>
    public KeyMaterial? Find(string id) => _byId.GetValueOrDefault(id);
}
