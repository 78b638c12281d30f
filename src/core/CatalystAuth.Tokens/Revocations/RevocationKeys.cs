using System.Text.Json;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

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
        if (!CompactJws.TryRead(jws, out var read) || read.Header.KeyId is not { } id || read.Header.Type != JwtTypes.Revocations
            || read.Header.Algorithm != JwsAlgorithms.Es256)
        {
            return null;
        }

        var key = _keys.Find(id);
        isKeyUnknown = key is null;
        if (key is null || !read.IsSignedBy(key))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(read.Payload, TokenJsonContext.Default.RevocationMessage) is { } message && message.Issuer == issuer
                ? message
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
