using System.Buffers;
using System.Text;

namespace CatalystAuth.Core.Apps;

/// <summary>
/// A path in one canonical form: escapes of characters that need none are decoded, the others in upper case, dot segments resolved.
/// One that parsers are known to read differently is ambiguous: it is never decided by one rule alone.
/// </summary>
/// <param name="Value">The canonical path, without the query.</param>
/// <param name="IsAmbiguous">Whether another parser may see another path.</param>
public readonly record struct CanonicalPath(ReadOnlyMemory<char> Value, bool IsAmbiguous)
{
    // What may stand in a path as it is, and is unescaped: RFC 3986 pchar without ';', which some servers cut at.
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@";

    private static readonly SearchValues<char> PlainOrSlash = SearchValues.Create(Plain + "/");
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the path of a request target; false when it is no path at all.</summary>
    public static bool TryRead(string uri, out CanonicalPath path)
    {
        var end = uri.IndexOf('?', StringComparison.Ordinal);
        var raw = end < 0 ? uri.AsMemory() : uri.AsMemory(0, end);
        path = default;
        if (raw.IsEmpty || raw.Span[0] != '/' || HoldsForbidden(uri))
        {
            return false;
        }

        if (!raw.Span.ContainsAnyExcept(PlainOrSlash) && !raw.Span.Contains("//", StringComparison.Ordinal)
            && !raw.Span.Contains("/.", StringComparison.Ordinal))
        {
            path = new(raw, IsAmbiguous: false);
            return true;
        }

        return TryDecode(raw.Span, out path);
    }

    // In the query too: a '#' or a line break there is cut or kept by different parsers.
    private static bool HoldsForbidden(string uri)
    {
        foreach (var c in uri)
        {
            if (c is <= ' ' or >= '\x7f' or '#' or '\\')
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryDecode(ReadOnlySpan<char> raw, out CanonicalPath path)
    {
        path = default;
        var decoded = new StringBuilder(raw.Length);
        var bytes = new List<byte>(raw.Length);
        var isAmbiguous = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c != '%')
            {
                isAmbiguous |= c != '/' && !Plain.Contains(c, StringComparison.Ordinal);
                decoded.Append(c);
                bytes.Add((byte)c);
                continue;
            }

            if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
            {
                return false;
            }

            var value = Convert.ToByte(new string(raw.Slice(i + 1, 2)), 16);
            i += 2;
            bytes.Add(value);
            if (value is < 0x20 or 0x7f)
            {
                return false;
            }

            if (value < 0x80 && Plain.Contains((char)value, StringComparison.Ordinal))
            {
                decoded.Append((char)value);
            }
            else
            {
                // An escaped separator: '/', '\', '%' (a second escape), ';', '?', '#'.
                isAmbiguous |= value is (byte)'/' or (byte)'\\' or (byte)'%' or (byte)';' or (byte)'?' or (byte)'#';
                decoded.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return IsUtf8(bytes) && TryResolve(decoded.ToString(), isAmbiguous, out path);
    }

    // Overlong forms such as %C0%AF for '/' are not UTF-8.
    private static bool IsUtf8(List<byte> bytes)
    {
        try
        {
            StrictUtf8.GetCharCount([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool TryResolve(string decoded, bool isAmbiguous, out CanonicalPath path)
    {
        var segments = new List<string>();
        var parts = decoded[1..].Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            switch (parts[i])
            {
                case "." or "..":
                    isAmbiguous = true;
                    if (parts[i] == ".." && segments.Count > 0)
                    {
                        segments.RemoveAt(segments.Count - 1);
                    }

                    if (isLast)
                    {
                        segments.Add(string.Empty);
                    }

                    break;
                case "" when !isLast:
                    isAmbiguous = true;
                    break;
                default:
                    // "..." and "..;" are no dot segments to us and may be to others.
                    isAmbiguous |= parts[i].StartsWith("..", StringComparison.Ordinal);
                    segments.Add(parts[i]);
                    break;
            }
        }

        path = new(("/" + string.Join('/', segments)).AsMemory(), isAmbiguous);
        return true;
    }
}
