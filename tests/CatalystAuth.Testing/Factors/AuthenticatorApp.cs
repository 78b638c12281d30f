using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CatalystAuth.Testing.Factors;

/// <summary>An authenticator app that was given a secret (RFC 6238).</summary>
/// <param name="secret">The secret in Base32.</param>
public sealed class AuthenticatorApp(string secret)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>What it shows at a time.</summary>
    public string CodeAt(DateTimeOffset time)
    {
        var message = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(message, time.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Decode(), message);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        var number = (((hash[offset] & 0x7F) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3]) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    private byte[] Decode()
    {
        var bits = string.Concat(secret.Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
