using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Personal;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>
/// A head, a line for each record and checkpoint, and the signed end. A record stands in its line byte for byte as its hash covers it, so
/// that nobody needs to write JSON exactly as we do to verify it: see <c>docs/audit.md</c>.
/// </summary>
internal sealed class JsonLinesFormat(string issuer, DateTimeOffset now) : IExportFormat
{
    public const string Name = "catalyst-audit";
    public const int Version = 1;

    public string Extension => AuditFormats.JsonLines;

    public string MediaType => AuditFormats.JsonLinesMediaType;

    public void WriteHead(Stream output, ExportRange range)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("format", Name);
            json.WriteNumber("version", Version);
            json.WriteString("issuer", issuer);
            json.WriteString("chain", range.Chain.Name);
            if (range.Chain.Org is { } org)
            {
                json.WriteString("org", org.ToString());
            }

            json.WriteNumber("first", range.First);
            json.WriteNumber("last", range.Last);
            json.WriteString("previous", ChainHash.Format(range.Previous));
            json.WriteNumber("total", range.Total);
            json.WriteString("exportedAt", CanonicalRecord.FormatTime(now));
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    public void Write(Stream output, LinkedRecord item, IReadOnlyList<PersonalValue> personal)
    {
        output.Write(Encoding.ASCII.GetBytes($"{{\"seq\":{item.Link.Seq},\"hash\":\"{ChainHash.Format(item.Link.Hash)}\",\"record\":"));
        output.Write(CanonicalRecord.Write(item.Record!));
        output.Write(PersonalLine.Write(personal));
        output.Write("}\n"u8);
    }

    public void Write(Stream output, AuditCheckpoint checkpoint) => WriteSignature(output, "checkpoint", checkpoint.Jws);

    public void WriteEnd(Stream output, string jws) => WriteSignature(output, "final", jws);

    private static void WriteSignature(Stream output, string member, string jws) =>
        output.Write(Encoding.ASCII.GetBytes($"{{\"{member}\":\"{jws}\"}}\n"));
}
