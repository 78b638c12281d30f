using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace CatalystAuth.Tokens.Audit;

/// <summary>The public keys of a JWKS that may have signed checkpoints: EC on P-256. Needs no private key, so it works anywhere.</summary>
public sealed class CheckpointKeys
{
    private readonly Dictionary<string, ECDsa> _byId;

    private CheckpointKeys(Dictionary<string, ECDsa> byId) => _byId = byId;

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

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

    /// <summary>Checks a checkpoint's signature and form.</summary>
    /// <param name="jws">The compact JWS.</param>
    /// <param name="type">Its <c>typ</c>, exactly.</param>
    public CheckpointReading Check(string jws, string type)
    {
        var read = ReadUnchecked(jws, type, out var header);
        if (read is null)
        {
            return CheckpointReading.Forged;
        }

        if (!_byId.TryGetValue(header!.KeyId, out var key))
        {
            return CheckpointReading.OfUnknownKey;
        }

        var end = jws.LastIndexOf('.');
        return key.VerifyData(
            Encoding.ASCII.GetBytes(jws[..end]), Base64Url.DecodeFromChars(jws.AsSpan(end + 1)), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ? new(read, IsKeyUnknown: false)
            : CheckpointReading.Forged;
    }

    /// <summary>What a checkpoint says, whoever signed it; null when it is none of ours by its form.</summary>
    public static CheckpointToken? ReadUnchecked(string jws, string type) => ReadUnchecked(jws, type, out _);

    private static CheckpointToken? ReadUnchecked(string jws, string type, out JwsHeader? header)
    {
        if (!CompactJws.TryRead(jws, out header, out var payload) || header.Algorithm != SecurityAlgorithms.EcdsaSha256 || header.Type != type)
        {
            return null;
        }

        try
        {
            var claims = JsonSerializer.Deserialize(payload, TokenJsonContext.Default.CheckpointToken);
            return claims is not null && claims.First is null == (type == JwtTypes.AuditCheckpoint) ? claims : null;
        }
        catch (JsonException)
        {
            return null;
        }
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

/// <summary>What the check of a checkpoint found.</summary>
/// <param name="Claims">What it says; null when it is not to be trusted.</param>
/// <param name="IsKeyUnknown">Whether it names a key that is not at hand.</param>
public sealed record CheckpointReading(CheckpointToken? Claims, bool IsKeyUnknown)
{
    internal static CheckpointReading Forged { get; } = new(null, IsKeyUnknown: false);

    internal static CheckpointReading OfUnknownKey { get; } = new(null, IsKeyUnknown: true);
}
