using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CatalystAuth.Tokens.Keys;

/// <summary>The text of an API key that another system gave out: 16 to 512 visible ASCII characters that do not begin as keys of here do.</summary>
public static class ForeignKeyText
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 16;

    /// <summary>The most characters.</summary>
    public const int MaxLength = 512;

    /// <summary>Whether a text can be such a key. Nothing is looked up for one that can't.</summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? text) =>
        text is { Length: >= MinLength and <= MaxLength } && !ApiKeyText.LooksLikeKey(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>
    /// Reads the SHA-256 of a key, in hexadecimal or Base64 of either alphabet, into the form of <see cref="ApiKeyText.Hash"/>; false for
    /// anything else.
    /// </summary>
    public static bool TryReadHash(string? text, [NotNullWhen(true)] out byte[]? hash)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash = IsRead(text, digest) ? ApiKeyText.StoredForm(digest) : null;
        return hash is not null;
    }

    private static bool IsRead(string? text, Span<byte> digest)
    {
        const int hexLength = SHA256.HashSizeInBytes * 2;
        const int base64Length = 43;
        if (text is { Length: hexLength })
        {
            return Convert.FromHexString(text, digest, out _, out _) == OperationStatus.Done;
        }

        // Decoders skip white space, which is no part of a hash.
        return text is { Length: base64Length or base64Length + 1 } && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
            && Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_'), digest, out _, out var length) == OperationStatus.Done
            && length == digest.Length;
    }
}
