using System.Text.Json;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Audit;

/// <summary>The public keys of a JWKS that may have signed checkpoints: EC on P-256. Needs no private key, so it works anywhere.</summary>
public sealed class CheckpointKeys
{
    private readonly Dictionary<string, KeyMaterial> _byId;

    private CheckpointKeys(Dictionary<string, KeyMaterial> byId) => _byId = byId;

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>Those of a ring. All that ever signed checkpoints are in it: checkpoints do not expire.</summary>
    public static CheckpointKeys Of(KeyRing ring) =>
        new(ring.Keys.Where(key => key.Use == SigningKeyUse.Audit).ToDictionary(key => key.Id, key => key.Material, StringComparer.Ordinal));

    /// <summary>Those of a JSON Web Key Set (RFC 7517 §5); null when the bytes are none. Keys of other kinds are passed over.</summary>
    public static CheckpointKeys? Read(ReadOnlyMemory<byte> jwks)
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

    /// <summary>Checks a checkpoint's signature and form.</summary>
    /// <param name="jws">The compact JWS.</param>
    /// <param name="type">Its <c>typ</c>, exactly.</param>
    public CheckpointReading Check(string jws, string type)
    {
        var claims = ReadUnchecked(jws, type, out var read);
        return claims is null ? CheckpointReading.Forged
            : !_byId.TryGetValue(read!.Header.KeyId!, out var key) ? CheckpointReading.OfUnknownKey
            : read.IsSignedBy(key) ? new(claims, IsKeyUnknown: false)
            : CheckpointReading.Forged;
    }

    /// <summary>What a checkpoint says, whoever signed it; null when it is none of ours by its form.</summary>
    public static CheckpointToken? ReadUnchecked(string jws, string type) => ReadUnchecked(jws, type, out _);

    private static CheckpointToken? ReadUnchecked(string text, string type, out CompactJws? jws)
    {
        if (!CompactJws.TryRead(text, out jws) || jws.Header.Algorithm != JwsAlgorithms.Es256 || jws.Header.KeyId is null || jws.Header.Type != type)
        {
            return null;
        }

        try
        {
            var claims = JsonSerializer.Deserialize(jws.Payload, TokenJsonContext.Default.CheckpointToken);
            return claims is not null && claims.First is null == (type == JwtTypes.AuditCheckpoint) ? claims : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What the check of a checkpoint found.</summary>
/// <param name="Claims">What it says; null when it is not to be trusted.</param>
/// <param name="IsKeyUnknown">Whether it names a key that is not at hand.</param>
public sealed record CheckpointReading(CheckpointToken? Claims, bool IsKeyUnknown)
{
    internal static CheckpointReading Forged { get; } = new(null, IsKeyUnknown: false);

    internal static CheckpointReading OfUnknownKey { get; } = new(null, IsKeyUnknown: true);
}
