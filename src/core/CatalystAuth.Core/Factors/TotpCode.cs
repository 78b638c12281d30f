using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CatalystAuth.Core.Factors;

/// <summary>Time-based one-time codes as authenticator apps make them: RFC 6238 with SHA-1, six digits, thirty seconds.</summary>
internal static class TotpCode
{
    /// <summary>RFC 4226 §4 asks for 160 bits.</summary>
    public const int SecretBytes = 20;

    private const int Digits = 6;
    private const int StepSeconds = 30;

    // What a phone's clock may be off, and what typing takes: one step before and one after (RFC 6238 §5.2).
    private const int Window = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step of a time.</summary>
    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string Of(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(message, step);

        // What apps can do; HMAC does not rest on what SHA-1 has lost.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(secret, message);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % (long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code it is, of those near a time; null when it is none's. Takes the same time for every code of six digits.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset time)
    {
        var typed = string.Concat(code.Where(c => c != ' '));
        if (typed.Length != Digits || !typed.All(char.IsAsciiDigit))
        {
            return null;
        }

        long? found = null;
        var now = StepAt(time);
        for (var step = now - Window; step <= now + Window; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret, step)), Encoding.ASCII.GetBytes(typed)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>A secret as people type it (RFC 4648 §6, without padding).</summary>
    public static string ToBase32(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var next in secret)
        {
            (bits, count) = ((bits << 8) | next, count + 8);
            while (count >= 5)
            {
                count -= 5;
                text.Append(Base32[(bits >> count) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count == 0 ? text.ToString() : text.Append(Base32[(bits << (5 - count)) & 31]).ToString();
    }

    /// <summary>All that an app needs, as the URI in the QR code.</summary>
    public static string UriOf(string issuer, string account, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
