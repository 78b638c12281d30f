using System.Buffers.Text;
using System.Security.Cryptography;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>HS256. Has no public part: whoever verifies can sign.</summary>
internal sealed class HmacMaterial(byte[] secret) : KeyMaterial
{
    /// <summary>The length of keys: that of the hash (RFC 7518 §3.2).</summary>
    public const int Bytes = 32;

    public override string Algorithm => JwsAlgorithms.Hs256;

    public override bool CanSign => true;

    public override byte[] Sign(ReadOnlySpan<byte> data) => HMACSHA256.HashData(secret, data);

    public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, data, mac);
        return CryptographicOperations.FixedTimeEquals(mac, signature);
    }

    public override byte[] Export() => [.. secret];

    protected override IEnumerable<(string Name, string Value)> Members() => [("k", Base64Url.EncodeToString(secret)), ("kty", "oct")];
}
