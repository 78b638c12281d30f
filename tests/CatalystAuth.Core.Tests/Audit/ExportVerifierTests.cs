using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Core.Audit.Exports;
using CsCheck;

namespace CatalystAuth.Core.Tests.Audit;

/// <summary>Random exports, each tampered with in one way: the verifier names the first line that is wrong, and what was done to it.</summary>
public sealed class ExportVerifierTests
{
    // Before the export, in it, and which of its records is meant.
    private static readonly Gen<(int Before, int Records, int Which)> Exports =
        Gen.Select(Gen.Int[0, 12], Gen.Int[2, 25], Gen.Int[0, 1000]).Select((before, records, which) => (before, records, which % records));

    [Fact]
    public void What_nobody_touched_is_good() => Gen.Select(Gen.Int[0, 12], Gen.Int[0, 30]).Sample((before, records) =>
    {
        var export = SampleExport.Of(before, records);
        var found = Verify(export.Lines);
        found.IsOk.ShouldBeTrue(found.Fault?.ToString());
        found.Records.ShouldBe(records);
        found.First.ShouldBe(before + 1);
        found.Checkpoints.ShouldBe(export.Lines.Count - records - 1);
        Verify(SampleExport.Bytes(export.Lines), ExportVerifier.OfHashesOnly).IsOk.ShouldBeTrue();
    }, iter: 100);

    [Fact]
    public void An_edited_record_is_named() => Tampered(AuditFaults.Edited, (lines, records, which) =>
    {
        var line = records[which];
        lines[line] = lines[line].Replace("org.updated", "org.deleted", StringComparison.Ordinal);
        return line;
    });

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("\"salt\":\"", "\"salt\":\"A")]
    [InlineData("\"/data/after/name\"", "\"/data/after/nama\"")]
    [InlineData("\"personal\":{\"", "\"personal\":{\"/action\":{\"salt\":\"AAAA\",\"value\":1},\"")]
    [InlineData("\"personal\":{\"", "\"personal\":{ \"")]
    public void A_value_that_the_record_does_not_commit_to_is_named(string found, string put)
    {
        var export = SampleExport.Of(3, 8);
        var lines = export.Lines.ToList();
        var line = lines.FindIndex(text => text.Contains(",\"personal\":{\"/", StringComparison.Ordinal));
        lines[line] = lines[line].Replace(found, put, StringComparison.Ordinal);

        var fault = Verify(lines).Fault!;

        fault.Kind.ShouldBe(AuditFaults.Edited);
        fault.Line.ShouldBe(line + 1);
    }

    [Fact]
    public void Values_that_are_missing_are_not_missed()
    {
        var export = SampleExport.Of(3, 8);
        var without = export.Lines.Select(line => Regex.Replace(line, ",\"personal\":\\{\"/.*", "}")).ToList();

        without.ShouldNotBe(export.Lines);
        Verify(without).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void An_edited_hash_is_named() => Tampered(AuditFaults.Edited, (lines, records, which) =>
    {
        var line = records[which];
        lines[line] = Regex.Replace(lines[line], "(?<=\"hash\":\")[0-9a-f]", digit => digit.Value == "0" ? "1" : "0");
        return line;
    });

    [Fact]
    public void An_edited_number_is_named() => Tampered(AuditFaults.Edited, (lines, records, which) =>
    {
        var line = records[which];
        lines[line] = Regex.Replace(lines[line], "(?<=\"seq\":)[0-9]+", number => $"{int.Parse(number.Value, CultureInfo.InvariantCulture) + 1}");
        return line;
    });

    [Fact]
    public void A_deleted_record_is_named() => Tampered(AuditFaults.Deleted, (lines, records, which) =>
    {
        lines.RemoveAt(records[which]);
        return records[which];
    });

    [Fact]
    public void A_record_that_was_moved_is_named() => Gen.Select(Exports, Gen.Int[0, 1000]).Sample((given, seed) =>
    {
        var export = SampleExport.Of(given.Before, given.Records);
        var records = export.RecordLines;
        var to = records[seed % records.Count];
        var from = records[given.Which];
        var lines = export.Lines.ToList();
        var moved = lines[from];
        lines.RemoveAt(from);
        lines.Insert(to, moved);
        if (from != to)
        {
            ShouldBe(Verify(lines), AuditFaults.Reordered, Math.Min(from, to));
        }
    }, iter: 300);

    [Fact]
    public void Records_that_changed_places_and_numbers_are_named() => Gen.Select(Gen.Int[2, 25], Gen.Int[0, 1000]).Sample((records, seed) =>
    {
        var export = SampleExport.Of(3, records, checkpointEach: 1000);
        var line = export.RecordLines[seed % (records - 1)];
        var lines = export.Lines.ToList();
        var numbers = (Number(lines[line]), Number(lines[line + 1]));
        (lines[line], lines[line + 1]) = (Numbered(lines[line + 1], numbers.Item1), Numbered(lines[line], numbers.Item2));
        ShouldBe(Verify(lines), AuditFaults.Reordered, line);
    }, iter: 100);

    [Fact]
    public void A_record_that_was_put_in_is_named() => Tampered(AuditFaults.Inserted, (lines, records, which) =>
    {
        var line = records[which];
        lines.Insert(line, lines[line].Replace("org.updated", "org.deleted", StringComparison.Ordinal));
        return line;
    });

    [Fact]
    public void A_record_that_was_put_in_with_a_hash_of_its_own_is_named() => Tampered(AuditFaults.Inserted, (lines, records, which) =>
    {
        // Fits to what is before it; what follows does not fit to it.
        var line = records[which];
        var forged = lines[line].Replace("org.updated", "org.deleted", StringComparison.Ordinal);
        lines.Insert(line, SampleExport.Rehash([.. lines.Take(line), forged])[line]);
        return line;
    });

    [Fact]
    public void A_repeated_record_is_named() => Tampered(AuditFaults.Inserted, (lines, records, which) =>
    {
        lines.Insert(records[which] + 1, lines[records[which]]);
        return records[which] + 1;
    });

    [Fact]
    public void A_file_that_ends_early_is_truncated() => Gen.Select(Exports, Gen.Int[1, 100_000]).Sample((given, seed) =>
    {
        var export = SampleExport.Of(given.Before, given.Records);
        var bytes = SampleExport.Bytes(export.Lines);
        var head = Encoding.UTF8.GetByteCount(export.Lines[0]);
        var length = head + (seed % (bytes.Length - head - 1));
        var cut = bytes[..length];

        // A line is whole also when only its break is missing.
        ShouldBe(Verify(cut, Verifier), AuditFaults.Truncated, cut.Count(value => value == '\n') + (bytes[length] == '\n' ? 1 : 0));
    }, iter: 300);

    [Fact]
    public void A_line_that_is_none_is_malformed() => Tampered(AuditFaults.Malformed, (lines, records, which) =>
    {
        lines.Insert(records[which], "\n");
        return records[which];
    });

    [Fact]
    public void Who_makes_all_hashes_anew_is_found_by_the_next_checkpoint() => Exports.Sample(given =>
    {
        var export = SampleExport.Of(given.Before, given.Records);
        var line = export.RecordLines[given.Which];
        var next = export.Lines.Index().First(item => item.Index > line && !item.Item.StartsWith("{\"seq\":", StringComparison.Ordinal)).Index;

        var edited = export.Lines.ToList();
        edited[line] = edited[line].Replace("org.updated", "org.deleted", StringComparison.Ordinal);
        ShouldBe(Verify(SampleExport.Rehash(edited)), AuditFaults.Edited, next);
        Verify(SampleExport.Bytes(SampleExport.Rehash(edited)), ExportVerifier.OfHashesOnly).IsOk.ShouldBeFalse();

        var deleted = export.Lines.ToList();
        deleted.RemoveAt(line);
        ShouldBe(Verify(SampleExport.Rehash(deleted)), AuditFaults.Deleted, next - 1);

        var inserted = export.Lines.ToList();
        inserted.Insert(line, inserted[line].Replace("org.updated", "org.deleted", StringComparison.Ordinal));
        ShouldBe(Verify(SampleExport.Rehash(inserted)), AuditFaults.Inserted, next + 1);
    }, iter: 100);

    [Fact]
    public void Who_signs_with_another_key_or_breaks_a_signature_is_found() => Exports.Sample(given =>
    {
        var export = SampleExport.Of(given.Before, given.Records);
        var last = export.Lines.Count - 1;

        var stranger = export.Lines.ToList();
        stranger[last] = $"{{\"final\":\"{SampleExport.SignByStranger(given.Before + given.Records, new byte[32], given.Before + 1)}\"}}\n";
        ShouldBe(Verify(stranger), AuditFaults.UnknownKey, last);

        var broken = export.Lines.ToList();
        var end = broken[last].LastIndexOf('.') + 1;
        broken[last] = broken[last].Remove(end, 1).Insert(end, broken[last][end] == 'A' ? "B" : "A");
        ShouldBe(Verify(broken), AuditFaults.CheckpointForged, last);

        // The end of a shorter export is no checkpoint, and a checkpoint is no end.
        var swapped = export.Lines.ToList();
        swapped[last] = swapped[last].Replace("final", "checkpoint", StringComparison.Ordinal);
        ShouldBe(Verify(swapped), AuditFaults.CheckpointForged, last);
    }, iter: 50);

    [Theory]
    [InlineData("\"first\":4", "\"first\":5")]
    [InlineData("\"last\":23", "\"last\":24")]
    [InlineData("auth.example.com", "auth.example.org")]
    [InlineData("\"previous\":\"", "\"previous\":\"00")]
    public void A_head_that_was_changed_is_found(string from, string to)
    {
        var lines = SampleExport.Of(3, 20).Lines.ToList();
        lines[0].ShouldContain(from);
        lines[0] = lines[0].Replace(from, to, StringComparison.Ordinal);
        Verify(lines).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void A_part_does_not_pass_for_another_part()
    {
        var lines = SampleExport.Of(0, 20, 5).Lines.ToList();
        lines.RemoveRange(lines.FindIndex(line => Number(line) == 16), 5);
        Verify(lines).IsOk.ShouldBeFalse();
        var behind = SampleExport.Of(0, 10).Lines.ToList();
        behind.Add(behind[1]);
        ShouldBe(Verify(behind), AuditFaults.Inserted, behind.Count - 1);
    }

    [Fact]
    public void A_hash_is_written_in_one_way()
    {
        var lines = SampleExport.Of(1, 12).Lines.ToList();
        var previous = JsonNode.Parse(lines[0])!["previous"]!.GetValue<string>();
        Verify(lines).IsOk.ShouldBeTrue();

        lines[0] = lines[0].Replace(previous, previous.ToUpperInvariant(), StringComparison.Ordinal);

        Verify(lines).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Whatever_the_bytes_are_the_answer_is_a_value()
    {
        var good = SampleExport.Bytes(SampleExport.Of(1, 12).Lines);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var bytes = good.ToArray();
            bytes[at] = value;
            (Verify(bytes, Verifier).IsOk && value != good[at] && !IsUnsigned(good, at)).ShouldBeFalse();
        }, iter: 3000);
        Gen.Byte.Array[0, 300].Sample(bytes => Verify(bytes, Verifier).IsUsable.ShouldBeFalse(), iter: 300);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[0, 40]).Sample((at, more) =>
            Verify([.. good[..at], .. more, .. good[at..]], Verifier).Records.ShouldBeLessThan(13), iter: 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"keys\":1}")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[1,{\"kty\":\"EC\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"AA\",\"y\":\"!\"}]}")]
    public void What_holds_no_key_is_no_key_set(string jwks) =>
        ExportVerifier.TryCreate(Encoding.UTF8.GetBytes(jwks), out _).ShouldBeFalse();

    [Fact]
    public void A_third_party_needs_no_more_than_SHA_256()
    {
        var lines = SampleExport.Of(4, 9).Lines;
        var hash = Convert.FromHexString(JsonNode.Parse(lines[0])!["previous"]!.GetValue<string>());
        foreach (var line in lines.Where(line => line.StartsWith("{\"seq\":", StringComparison.Ordinal)))
        {
            var rest = Encoding.UTF8.GetBytes(line[(line.IndexOf(",\"record\":", StringComparison.Ordinal) + 10)..]);
            var json = new Utf8JsonReader(rest);
            json.Read();
            json.Skip();
            hash = SHA256.HashData([.. hash, .. rest[..(int)json.BytesConsumed]]);
            Convert.ToHexStringLower(hash).ShouldBe(JsonNode.Parse(line)!["hash"]!.GetValue<string>());
        }
    }

    private static ExportVerifier Verifier =>
        ExportVerifier.TryCreate(SampleExport.Keys, out var verifier) ? verifier : throw new InvalidOperationException("No keys.");

    private static ExportVerification Verify(IEnumerable<string> lines) => Verify(SampleExport.Bytes(lines), Verifier);

    private static ExportVerification Verify(byte[] bytes, ExportVerifier verifier)
    {
        using var stream = new MemoryStream(bytes);
        return verifier.VerifyAsync(stream).GetAwaiter().GetResult();
    }

    // The tamperer gives back the index of the line that has to be named.
    private static void Tampered(string kind, Func<List<string>, IReadOnlyList<int>, int, int> tamper) => Exports.Sample(given =>
    {
        var export = SampleExport.Of(given.Before, given.Records);
        var lines = export.Lines.ToList();
        var line = tamper(lines, export.RecordLines, given.Which);
        ShouldBe(Verify(lines), kind, line);
    }, iter: 150);

    private static void ShouldBe(ExportVerification found, string kind, int index)
    {
        found.IsUsable.ShouldBeTrue(found.Fault?.Message);
        found.Fault.ShouldNotBeNull();
        (found.Fault.Kind, found.Fault.Line).ShouldBe((kind, index + 1), found.Fault.Message);
    }

    // The time at which it was taken out is said in the head and nowhere else.
    private static bool IsUnsigned(byte[] good, int at)
    {
        var head = Encoding.UTF8.GetString(good)[..Array.IndexOf(good, (byte)'\n')];
        return at >= head.IndexOf("\"exportedAt\"", StringComparison.Ordinal) && at < head.Length;
    }

    private static long? Number(string line) =>
        Regex.Match(line, "^\\{\"seq\":([0-9]+)") is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static string Numbered(string line, long? number) => Regex.Replace(line, "(?<=\"seq\":)[0-9]+", $"{number}");
}
