using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CatalystAuth.Core.Audit.Chains;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>The first line of an export. Nothing of it is believed before the end confirms it.</summary>
internal sealed record ExportHead(string Issuer, string Chain, long First, long Last, byte[] Previous)
{
    public static bool TryParse(ReadOnlyMemory<byte> line, [NotNullWhen(true)] out ExportHead? head)
    {
        head = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != JsonLinesFormat.Name
                || Number(root, "version") != JsonLinesFormat.Version
                || Text(root, "issuer") is not { } issuer || Text(root, "chain") is not { } chain
                || Number(root, "first") is not (>= 1 and var first) || Number(root, "last") is not { } last || Number(root, "total") != last - first + 1
                || last < first - 1 || (Text(root, "org") ?? AuditChain.Platform.Name) != chain
                || !ChainHash.TryParse(Text(root, "previous"), out var previous))
            {
                return false;
            }

            head = new(issuer, chain, first, last, previous);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text.
            return false;
        }
    }

    private static string? Text(JsonElement root, string member) =>
        root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement root, string member) =>
        root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
