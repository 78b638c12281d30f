using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// A compact JWS (RFC 7515 §7.1), read strictly before any signature is looked at: one size limit, exactly three parts, canonical
/// base64url, a header of known members only. What it says is not to be believed before <see cref="IsSignedBy"/>.
/// </summary>
internal sealed class CompactJws
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    private readonly string _text;
    private readonly int _signedLength;
    private readonly byte[] _signature;

    private CompactJws(string text, int signedLength, JwsHeader header, byte[] payload, byte[] signature) =>
        (_text, _signedLength, Header, Payload, _signature) = (text, signedLength, header, payload, signature);

    public JwsHeader Header { get; }

    public byte[] Payload { get; }

    public static bool TryRead(string text, [NotNullWhen(true)] out CompactJws? jws)
    {
        jws = null;
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        var first = text.IndexOf('.', StringComparison.Ordinal);
        var last = text.LastIndexOf('.');
        if (first <= 0 || last <= first)
        {
            return false;
        }

        // A third dot is no character of base64url.
        if (!TryDecode(text.AsSpan(0, first), out var headerBytes)
            || !TryDecode(text.AsSpan(first + 1, last - first - 1), out var payload)
            || !TryDecode(text.AsSpan(last + 1), out var signature)
            || JwsHeader.Read(headerBytes) is not { } header)
        {
            return false;
        }

        jws = new(text, last, header, payload, signature);
        return true;
    }

    /// <summary>The <c>kid</c> that a text names, believed or not; null when it is no JWS of ours by its form.</summary>
    public static string? KeyIdOf(string text) => TryRead(text, out var jws) ? jws.Header.KeyId : null;

    /// <summary>Signs a payload.</summary>
    public static string Write(SigningKey key, string type, ReadOnlySpan<byte> payload) => Write(key.Material, key.Id, type, payload);

    /// <summary>Signs a payload; the key is not named when it has no id.</summary>
    public static string Write(KeyMaterial key, string? keyId, string type, ReadOnlySpan<byte> payload)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteString(JwsHeader.Members.Algorithm, key.Algorithm);
            if (keyId is not null)
            {
                json.WriteString(JwsHeader.Members.KeyId, keyId);
            }

            json.WriteString(JwsHeader.Members.Type, JsonEncodedText.Encode(type, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
            json.WriteEndObject();
        }

        var signed = $"{Base64Url.EncodeToString(header.WrittenSpan)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Whether a key signed it. The algorithm is the key's; the token has to name that one and has no choice.</summary>
    public bool IsSignedBy(KeyMaterial key)
    {
        if (Header.Algorithm != key.Algorithm)
        {
            return false;
        }

        Span<byte> signed = stackalloc byte[_signedLength];
        Encoding.ASCII.GetBytes(_text.AsSpan(0, _signedLength), signed);
        return key.Verify(signed, _signature);
    }

    /// <summary>Base64url without padding whose unused bits are zero: one spelling for each value. Empty text is none.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
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
            || !IsCanonical(text, decoded.AsSpan(0, written)))
        {
            return false;
        }

        bytes = written == decoded.Length ? decoded : decoded[..written];
        return true;
    }

    // Only the last character can have bits that mean nothing.
    private static bool IsCanonical(ReadOnlySpan<char> text, ReadOnlySpan<byte> decoded)
    {
        var rest = decoded.Length % 3;
        if (rest == 0)
        {
            return text.Length % 4 == 0;
        }

        Span<char> end = stackalloc char[4];
        return Base64Url.TryEncodeToChars(decoded[^rest..], end, out var length) && text.EndsWith(end[..length], StringComparison.Ordinal)
            && text.Length % 4 == length;
    }
}
