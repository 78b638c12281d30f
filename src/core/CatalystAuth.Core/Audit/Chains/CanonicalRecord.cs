using System.Buffers;
using System.Globalization;
using System.Text;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>
/// The bytes of a record that its hash covers, as <c>docs/audit.md</c> says: one JSON object without white space, its members in one
/// order, what is null left out, the data exactly as it is stored. Written by hand, so that no library's next version writes it otherwise.
/// </summary>
public static class CanonicalRecord
{
    /// <summary>The bytes.</summary>
    public static ReadOnlySpan<byte> Write(AuditRecord record)
    {
        var output = new ArrayBufferWriter<byte>(512);
        Write(record, output);
        return output.WrittenSpan;
    }

    /// <summary>Writes the bytes.</summary>
    public static void Write(AuditRecord record, IBufferWriter<byte> output)
    {
        output.Write("{\"id\":"u8);
        Text(output, record.Id.ToString());
        Member(output, ",\"org\":"u8, record.OrgId?.ToString());
        Member(output, ",\"action\":"u8, record.Action);
        Member(output, ",\"actor\":"u8, record.Actor);
        Member(output, ",\"target\":"u8, record.Target);
        output.Write(",\"data\":"u8);
        Encoding.UTF8.GetBytes(record.Data, output);
        Member(output, ",\"at\":"u8, FormatTime(record.At));
        Member(output, ",\"ipAddress\":"u8, record.IpAddress);
        Member(output, ",\"userAgent\":"u8, record.UserAgent);
        Member(output, ",\"traceId\":"u8, record.TraceId);
        output.Write("}"u8);
    }

    /// <summary>A time in UTC with as many decimals as it has: two times never look alike.</summary>
    public static string FormatTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static void Member(IBufferWriter<byte> output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            output.Write(name);
            Text(output, value);
        }
    }

    // The escapes of RFC 8785 §3.2.2.2, and no others.
    private static void Text(IBufferWriter<byte> output, string value)
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

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

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
