using System.Text.Json;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Revocations;

/// <summary>Reads messages of revocations.</summary>
public static class RevocationReader
{
    /// <summary>Reads one.</summary>
    /// <param name="keys">The issuer's keys.</param>
    /// <param name="jws">The compact JWS.</param>
    /// <param name="issuer">Who has to have signed it, exactly.</param>
    /// <param name="isKeyUnknown">Whether it names a key that is not at hand, as after a rotation.</param>
    /// <returns>What it says; null when it is not to be believed.</returns>
    public static RevocationMessage? Read(VerificationKeys keys, string jws, string issuer, out bool isKeyUnknown)
    {
        isKeyUnknown = false;
        if (!CompactJws.TryRead(jws, out var read) || read.Header.Type != JwtTypes.Revocations || read.Header.KeyId is null)
        {
            return null;
        }

        var key = keys.Find(read.Header.KeyId);
        isKeyUnknown = key is null;
        if (key?.Algorithm != JwsAlgorithms.Es256 || !read.IsSignedBy(key.Material))
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
