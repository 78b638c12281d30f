using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace CatalystAuth.Core.Secrets;

/// <summary>A secret of 256 bits as text, which means nothing but that who has it got it from here. Only hashes of such are kept.</summary>
public static class OpaqueSecret
{
    /// <summary>How long its text is.</summary>
    public const int Length = 43;

    private const int Bytes = 32;

    /// <summary>A new one.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The SHA-256 of one; null of a text of another form.</summary>
    public static byte[]? HashOf(ReadOnlySpan<char> text)
    {
        Span<byte> secret = stackalloc byte[Bytes];
        return text.Length == Length && Base64Url.DecodeFromChars(text, secret, out _, out var written) == OperationStatus.Done && written == Bytes
            ? SHA256.HashData(secret)
            : null;
    }
}
