using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>
/// JSON in the one form that hashes cover: without white space, members in the order that they have, texts with the escapes of RFC 8785
/// §3.2.2.2 and no others, numbers as they stand.
/// </summary>
internal static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    /// <summary>The bytes of a text.</summary>
    public static byte[] Of(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        Text(output, text);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The bytes of a value.</summary>
    public static byte[] Of(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        Value(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes a text.</summary>
    public static void Text(IBufferWriter<byte> output, string value)
    {
        output.Write("\""u8);
        var rest = value.AsSpan();
        for (var i = rest.IndexOfAny(Escaped); i >= 0; i = rest.IndexOfAny(Escaped))
        {
            Encoding.UTF8.GetBytes(rest[..i], output);
            output.Write(EscapeOf(rest[i]));
            rest = rest[(i + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, output);
        output.Write("\""u8);
    }

    private static void Value(IBufferWriter<byte> output, JsonElement value)
    {
        var separator = ""u8;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Text(output, value.GetString()!);
                break;
            case JsonValueKind.Object:
                output.Write("{"u8);
                foreach (var member in value.EnumerateObject())
                {
                    output.Write(separator);
                    Text(output, member.Name);
                    output.Write(":"u8);
                    Value(output, member.Value);
                    separator = ","u8;
                }

                output.Write("}"u8);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                foreach (var item in value.EnumerateArray())
                {
                    output.Write(separator);
                    Value(output, item);
                    separator = ","u8;
                }

                output.Write("]"u8);
                break;
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static ReadOnlySpan<byte> EscapeOf(char character) => character switch
    {
        '"' => "\\\""u8,
        '\\' => "\\\\"u8,
        '\b' => "\\b"u8,
        '\t' => "\\t"u8,
        '\n' => "\\n"u8,
        '\f' => "\\f"u8,
        '\r' => "\\r"u8,
        _ => Encoding.ASCII.GetBytes($"\\u{(int)character:x4}"),
    };
}
