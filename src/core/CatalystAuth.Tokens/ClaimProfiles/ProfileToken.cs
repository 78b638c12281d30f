using System.Text;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.ClaimProfiles;

/// <summary>
/// A JWT for another system. Its <c>typ</c> is none of <see cref="Contracts.Tokens.JwtTypes"/> that we accept ourselves, so it opens nothing here.
/// </summary>
public sealed class ProfileToken
{
    /// <summary>The <c>typ</c> of all of them (RFC 7519 §5.1).</summary>
    public const string Type = "JWT";

    /// <summary>The least bytes of a secret: as many as the hash has (RFC 7518 §3.2).</summary>
    public const int MinSecretBytes = HmacMaterial.Bytes;

    private readonly CompactJws _jws;

    private ProfileToken(CompactJws jws) => _jws = jws;

    /// <summary>The algorithm that it names.</summary>
    public string Algorithm => _jws.Header.Algorithm;

    /// <summary>The key that it names.</summary>
    public string? KeyId => _jws.Header.KeyId;

    /// <summary>The <c>typ</c> that it names.</summary>
    public string? TypeName => _jws.Header.Type;

    /// <summary>The claims, UTF-8 JSON that nobody has looked at.</summary>
    public ReadOnlyMemory<byte> Payload => _jws.Payload;

    /// <summary>Signs claims with the key that signs access tokens at a time.</summary>
    public static string Sign(KeyRing ring, ReadOnlySpan<byte> claims, DateTimeOffset now) =>
        CompactJws.Write(ring.Current(SigningKeyUse.Access, now), Type, claims);

    /// <summary>Signs claims with a secret, HS256. It has no id: who shares it has only this one.</summary>
    /// <exception cref="ArgumentException">It is shorter than <see cref="MinSecretBytes"/>.</exception>
    public static string Sign(string secret, ReadOnlySpan<byte> claims) => CompactJws.Write(MaterialOf(secret), keyId: null, Type, claims);

    /// <summary>Reads one without believing it; null for what is no compact JWS with a plain header.</summary>
    public static ProfileToken? Read(string text) => CompactJws.TryRead(text, out var jws) ? new(jws) : null;

    /// <summary>Whether one of these keys signed it, which it has to name.</summary>
    public bool IsSignedBy(VerificationKeys keys) => KeyId is { } id && keys.Find(id) is { } key && _jws.IsSignedBy(key.Material);

    /// <summary>Whether it was signed with a secret.</summary>
    public bool IsSignedWith(string secret) => Encoding.UTF8.GetByteCount(secret) >= MinSecretBytes && _jws.IsSignedBy(MaterialOf(secret));

    private static HmacMaterial MaterialOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return bytes.Length >= MinSecretBytes ? new(bytes) : throw new ArgumentException($"A secret has at least {MinSecretBytes} bytes.", nameof(secret));
    }
}
