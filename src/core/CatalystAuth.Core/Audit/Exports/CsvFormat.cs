using System.Text;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Personal;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>
/// RFC 4180 for spreadsheets. What a spreadsheet would take for a formula gets an apostrophe before it (ASVS 1.2.10), so a cell may differ
/// from its record, and the file can't be verified.
/// </summary>
internal sealed class CsvFormat : IExportFormat
{
    public string Extension => AuditFormats.Csv;

    public string MediaType => AuditFormats.CsvMediaType;

    public void WriteHead(Stream output, ExportRange range) =>
        WriteRow(output, "seq", "hash", "id", "org", "action", "actor", "target", "at", "ipAddress", "userAgent", "traceId", "data", "onBehalfOf");

    public void Write(Stream output, LinkedRecord item, IReadOnlyList<PersonalValue> personal)
    {
        var record = PersonalRestore.Entry(item.Record!, personal);
        WriteRow(
            output, $"{item.Link.Seq}", ChainHash.Format(item.Link.Hash), record.Id.ToString(), record.Org?.ToString(), record.Action, record.Actor,
            record.Target, CanonicalRecord.FormatTime(record.At), record.IpAddress, record.UserAgent, record.TraceId, record.Data.ToJsonString(),
            record.OnBehalfOf);
    }

    public void Write(Stream output, AuditCheckpoint checkpoint)
    {
    }

    public void WriteEnd(Stream output, string jws)
    {
    }

    internal static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return string.Empty;
        }

        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void WriteRow(Stream output, params ReadOnlySpan<string?> values)
    {
        var row = new StringBuilder();
        foreach (var value in values)
        {
            row.Append(row.Length == 0 ? string.Empty : ",").Append(Cell(value));
        }

        output.Write(Encoding.UTF8.GetBytes(row.Append("\r\n").ToString()));
    }
}
