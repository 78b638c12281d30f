using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CatalystAuth.Core.Audit.Chains;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>What a line of an export is.</summary>
internal enum ExportLineKind
{
    Malformed,
    Record,
    Checkpoint,
    Final,
}

/// <summary>A line of an export behind its head, read by the one form that exports have.</summary>
internal readonly record struct ExportLine(ExportLineKind Kind)
{
    private const int HexLength = ChainHash.Length * 2;

    /// <summary>The place of a record.</summary>
    public long Seq { get; private init; }

    /// <summary>The hash that the line says.</summary>
    public byte[] Hash { get; private init; } = [];

    /// <summary>The bytes of the record, good as long as the line's.</summary>
    public ReadOnlyMemory<byte> Record { get; private init; }

    /// <summary>The personal values beside the record, an object; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Personal { get; private init; }

    /// <summary>The signature with all that it covers.</summary>
    public string Jws { get; private init; } = string.Empty;

    public static ExportLine Parse(ReadOnlyMemory<byte> line)
    {
        var bytes = line.Span;
        if (bytes.StartsWith("{\"seq\":"u8))
        {
            return ParseRecord(line);
        }

        return Signature(bytes, "{\"checkpoint\":\""u8, ExportLineKind.Checkpoint) ?? Signature(bytes, "{\"final\":\""u8, ExportLineKind.Final)
            ?? new(ExportLineKind.Malformed);
    }

    /// <summary>Whether bytes are one JSON object: a record that is not what it was may still look like one.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
            }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ExportLine ParseRecord(ReadOnlyMemory<byte> line)
    {
        var rest = line.Span["{\"seq\":"u8.Length..];
        if (!Utf8Parser.TryParse(rest, out long seq, out var digits) || seq < 0 || rest[0] is (byte)'+' or (byte)'-' || (rest[0] == '0' && digits > 1))
        {
            return new(ExportLineKind.Malformed);
        }

        rest = rest[digits..];
        var middle = ",\"hash\":\""u8;
        var end = "\",\"record\":"u8;
        if (!rest.StartsWith(middle) || rest.Length < middle.Length + HexLength + end.Length + 2
            || !ChainHash.TryParse(Encoding.Latin1.GetString(rest.Slice(middle.Length, HexLength)), out var hash)
            || !rest[(middle.Length + HexLength)..].StartsWith(end) || rest[^1] != '}')
        {
            return new(ExportLineKind.Malformed);
        }

        var before = line.Length - rest.Length + middle.Length + HexLength + end.Length;
        var length = PersonalLine.LengthOfRecord(line.Span[before..^1]);
        var beside = line[(before + length)..^1];
        return beside.IsEmpty || PersonalLine.TryStrip(ref beside)
            ? new(ExportLineKind.Record) { Seq = seq, Hash = hash, Record = line.Slice(before, length), Personal = beside }
            : new(ExportLineKind.Malformed);
    }

    private static ExportLine? Signature(ReadOnlySpan<byte> line, ReadOnlySpan<byte> before, ExportLineKind kind) =>
        line.StartsWith(before) && line.EndsWith("\"}"u8) && line.Length > before.Length + 2
            ? new(kind) { Jws = Encoding.UTF8.GetString(line[before.Length..^2]) }
            : null;
}
