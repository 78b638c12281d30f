using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Core.Audit.Personal;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>
/// The personal values that stand beside a record in its line, <c>,"personal":{"/data/after/name":{"salt":"…","value":"Ada"}}</c>. The chain
/// does not cover them: they may be missing, but what is there has to fit the commitments in the record.
/// </summary>
internal static class PersonalLine
{
    public static byte[] Write(IReadOnlyList<PersonalValue> values)
    {
        if (values.Count == 0)
        {
            return [];
        }

        using var output = new MemoryStream();
        output.Write(Before);
        var separator = "{"u8;
        foreach (var value in values.OrderBy(value => value.Pointer, StringComparer.Ordinal))
        {
            output.Write(separator);
            output.Write(CanonicalJson.Of(value.Pointer));
            output.Write(Encoding.ASCII.GetBytes($":{{\"salt\":\"{Base64Url.EncodeToString(value.Salt)}\",\"value\":"));
            output.Write(value.Json);
            output.Write("}"u8);
            separator = ","u8;
        }

        output.Write("}"u8);
        return output.ToArray();
    }

    /// <summary>How many bytes of a line are the record: the first JSON value, or all when there is none.</summary>
    public static int LengthOfRecord(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : line.Length;
        }
        catch (JsonException)
        {
            return line.Length;
        }
    }

    /// <summary>Leaves the object alone; false when something else stands beside the record.</summary>
    public static bool TryStrip(ref ReadOnlyMemory<byte> beside)
    {
        if (!beside.Span.StartsWith(Before) || !ExportLine.IsObject(beside.Span[Before.Length..]))
        {
            return false;
        }

        beside = beside[Before.Length..];
        return true;
    }

    /// <summary>Whether every value is the one that the record commits to at its place.</summary>
    public static bool Fits(ReadOnlyMemory<byte> record, ReadOnlyMemory<byte> personal)
    {
        if (personal.IsEmpty)
        {
            return true;
        }

        try
        {
            var root = JsonNode.Parse(record.Span);
            using var document = JsonDocument.Parse(personal);
            var values = document.RootElement.EnumerateObject().Select(Read).ToList();
            return values.All(value => JsonPointer.Find(root, value.Pointer)?.ToJsonString() == value.Commitment)
                && Write(values).AsSpan(Before.Length).SequenceEqual(personal.Span);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // No salt, members that are there twice, or half a character in a name.
            return false;
        }
    }

    private static ReadOnlySpan<byte> Before => ",\"personal\":"u8;

    private static PersonalValue Read(JsonProperty member) => new(
        member.Name, Base64Url.DecodeFromChars(member.Value.GetProperty("salt").GetString()),
        JsonMarshal.GetRawUtf8Value(member.Value.GetProperty("value")).ToArray());
}
