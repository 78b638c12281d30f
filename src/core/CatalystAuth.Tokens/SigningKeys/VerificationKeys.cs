using System.Collections.Frozen;
using System.Text.Json;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The public keys of an issuer, as its key sets say; immutable. Needs no private key, so it works anywhere.</summary>
public sealed class VerificationKeys
{
    private readonly FrozenDictionary<string, VerificationKey> _byId;

    private VerificationKeys(IEnumerable<VerificationKey> keys) =>
        _byId = keys.DistinctBy(key => key.Id).ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>Those of a JSON Web Key Set (RFC 7517 §5); null when the bytes are none. Keys that are none of ours are passed over.</summary>
    public static VerificationKeys? Read(ReadOnlyMemory<byte> jwks)
    {
        try
        {
            using var document = JsonDocument.Parse(jwks);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
                ? new(keys.EnumerateArray().Select(VerificationKey.Read).OfType<VerificationKey>())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The key of that <c>kid</c>; null when there is none.</summary>
    public VerificationKey? Find(string id) => _byId.GetValueOrDefault(id);
}
