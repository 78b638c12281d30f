using System.Buffers;
using System.Globalization;
using System.Text;
using CatalystAuth.Core.Audit.Personal;

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
        CanonicalJson.Text(output, record.Id.ToString());
        Member(output, ",\"org\":"u8, record.OrgId?.ToString());
        Member(output, ",\"action\":"u8, record.Action);
        Member(output, ",\"actor\":"u8, record.Actor);
        Member(output, ",\"onBehalfOf\":"u8, record.OnBehalfOf);
        Member(output, ",\"target\":"u8, record.Target);
        output.Write(",\"data\":"u8);
        Encoding.UTF8.GetBytes(record.Data, output);
        Member(output, ",\"at\":"u8, FormatTime(record.At));
        Caller(output, ",\"ipAddress\":"u8, record, record.IpAddress);
        Caller(output, ",\"userAgent\":"u8, record, record.UserAgent);
        Member(output, ",\"traceId\":"u8, record.TraceId);
        output.Write("}"u8);
    }

    /// <summary>A time in UTC with as many decimals as it has: two times never look alike.</summary>
    public static string FormatTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    // What stands for a text is an object, as in the data.
    private static void Caller(IBufferWriter<byte> output, ReadOnlySpan<byte> name, AuditRecord record, string? value)
    {
        if (value is not null && record.IsSubstitute(value))
        {
            output.Write(name);
            Encoding.UTF8.GetBytes(value, output);
            return;
        }

        Member(output, name, value);
    }

    private static void Member(IBufferWriter<byte> output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            output.Write(name);
            CanonicalJson.Text(output, value);
        }
    }
}
