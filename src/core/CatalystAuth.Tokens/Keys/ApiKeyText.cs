using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;

namespace CatalystAuth.Tokens.Keys;

/// <summary>
/// The text of an API key: <c>ck_live_&lt;id&gt;_&lt;secret&gt;&lt;checksum&gt;</c>. The id is the 26 characters of the
/// <see cref="KeyId"/>, the secret 32 base62 characters (190 bits), the checksum six: the CRC-32 of all before it. The checksum tells
/// typos and scanners' false hits without a look-up; it is no security.
/// </summary>
public static class ApiKeyText
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "ck_";

    /// <summary>How many characters of a key may be shown to tell it from others.</summary>
    public const int HintLength = 4;

    private const string LivePrefix = "ck_live_";
    private const int SecretLength = 32;
    private const int ChecksumLength = 6;
    private const int Length = 8 + TypeId.SuffixLength + 1 + SecretLength + ChecksumLength;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Base62Characters = SearchValues.Create(Base62);

    // Marks how the rest was made, so that a stored hash can be told from a later kind.
    private const byte HashVersion = 1;

    /// <summary>Makes the text of a new key.</summary>
    public static string Create(KeyId id)
    {
        var body = LivePrefix + TypeId.FormatSuffix(id.Value) + "_" + RandomNumberGenerator.GetString(Base62, SecretLength);
        return body + Checksum(body);
    }

    /// <summary>Whether a credential looks like a key, well-formed or not.</summary>
    public static bool LooksLikeKey([NotNullWhen(true)] string? text) =>
        text is not null && text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads the id of a well-formed key; false for anything mistyped.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out KeyId id)
    {
        id = default;
        if (text is not { Length: Length } || !text.StartsWith(LivePrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var secretStart = LivePrefix.Length + TypeId.SuffixLength + 1;
        if (text[secretStart - 1] != '_'
            || text.AsSpan(secretStart).ContainsAnyExcept(Base62Characters)
            || !text.AsSpan(Length - ChecksumLength).SequenceEqual(Checksum(text.AsSpan(0, Length - ChecksumLength)))
            || !TypeId.TryParseSuffix(text.AsSpan(LivePrefix.Length, TypeId.SuffixLength), out var value))
        {
            return false;
        }

        id = new KeyId(value);
        return true;
    }

    /// <summary>
    /// What is stored of a key: a version byte and its SHA-256. A fast hash is right for 190 random bits (OWASP ASVS 6.5.2).
    /// </summary>
    public static byte[] Hash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(text), digest);
        return StoredForm(digest);
    }

    /// <summary>Whether a text is the key that the hash was made of, in constant time.</summary>
    public static bool Matches(string text, ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash(text), hash);

    /// <summary>A SHA-256 as it is stored.</summary>
    internal static byte[] StoredForm(ReadOnlySpan<byte> digest) => [HashVersion, .. digest];

    /// <summary>The checksum: CRC-32 (ISO-HDLC) as a big-endian number in base62, six digits.</summary>
    internal static string Checksum(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            bytes[i] = (byte)text[i];
        }

        var value = Crc32.HashToUInt32(bytes);
        Span<char> digits = stackalloc char[ChecksumLength];
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            digits[i] = Base62[(int)(value % 62)];
            value /= 62;
        }

        return new string(digits);
    }
}
