using System.Text.Json;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace CatalystAuth.Tokens.Revocations;

/// <summary>The public keys of a JWKS, to check messages of revocations with.</summary>
public sealed class RevocationKeys
{
    private readonly EcPublicKeys _keys;

    private RevocationKeys(EcPublicKeys keys) => _keys = keys;

    /// <summary>Those of a JSON Web Key Set; null when the bytes are none.</summary>
    public static RevocationKeys? Read(ReadOnlyMemory<byte> jwks) => EcPublicKeys.Read(jwks) is { } keys ? new(keys) : null;

    /// <summary>Checks a message.</summary>
    /// <param name="jws">The compact JWS.</param>
    /// <param name="issuer">Who has to have signed it, exactly.</param>
    /// <param name="isKeyUnknown">Whether it names a key that is not at hand, as after a rotation.</param>
    /// <returns>What it says; null when it is not to be believed.</returns>
    public RevocationMessage? Check(string jws, string issuer, out bool isKeyUnknown)
    {
        isKeyUnknown = false;
        if (!CompactJws.TryRead(jws, out var header, out var payload)
            || header.Algorithm != SecurityAlgorithms.EcdsaSha256 || header.Type != JwtTypes.Revocations)
        {
            return null;
        }

        isKeyUnknown = !_keys.Contains(header.KeyId);
        if (!_keys.Verify(jws, header.KeyId))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(payload, TokenJsonContext.Default.RevocationMessage) is { } message && message.Issuer == issuer
                ? message
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
