using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// The strict reading of a compact JWS (RFC 7515 §7.1) that comes before any signature is looked at: one size limit, exactly three
/// parts, canonical base64url, a header of known members only.
/// </summary>
internal static class CompactJws
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    public static bool TryRead(
        string token, [NotNullWhen(true)] out JwsHeader? header, [NotNullWhen(true)] out byte[]? payload)
    {
        header = null;
        payload = null;
        if (token.Length is 0 or > MaxLength)
        {
            return false;
        }

        var first = token.IndexOf('.', StringComparison.Ordinal);
        var last = token.LastIndexOf('.');
        if (first <= 0 || last <= first || token.AsSpan(first + 1, last - first - 1).Contains('.'))
        {
            return false;
        }

        if (!TryDecode(token.AsSpan(0, first), out var headerBytes)
            || !TryDecode(token.AsSpan(first + 1, last - first - 1), out payload)
            || !TryDecode(token.AsSpan(last + 1), out _))
        {
            return false;
        }

        try
        {
            header = JsonSerializer.Deserialize(headerBytes, TokenJsonContext.Default.JwsHeader);
            return header is { Algorithm: not null, KeyId: not null, Type: not null };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Base64url without padding whose unused bits are zero: one spelling for each value.</summary>
    private static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (text.IsEmpty || Base64Url.DecodeFromChars(text, decoded, out _, out var written) != OperationStatus.Done
            || !Base64Url.EncodeToString(decoded.AsSpan(0, written)).AsSpan().SequenceEqual(text))
        {
            return false;
        }

        bytes = decoded[..written];
        return true;
    }
}
