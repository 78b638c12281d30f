using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Tokens.Audit;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>The line of a record that does not fit, as it stands in the file.</summary>
/// <param name="Line">Its number.</param>
/// <param name="LineBefore">The number of the last line of a record that fitted.</param>
/// <param name="Seq">The place that it says.</param>
/// <param name="Hash">The hash that it says.</param>
/// <param name="Record">Its record.</param>
internal sealed record SuspectLine(long Line, long LineBefore, long Seq, byte[] Hash, byte[] Record);

/// <summary>How far the chain was good.</summary>
/// <param name="Seq">The last good place.</param>
/// <param name="Hash">The hash there.</param>
/// <param name="HashBefore">The hash one place before.</param>
internal sealed record GoodEnd(long Seq, byte[] Hash, byte[] HashBefore);

/// <summary>Finds out what was done to a file, by the first record that does not fit and by what comes behind it.</summary>
internal sealed class Suspect(ExportHead head, SuspectLine suspect, GoodEnd end)
{
    private long Expected => end.Seq + 1;

    public async Task<ExportFault> ExplainAsync(LineReader lines, CancellationToken cancellationToken)
    {
        if (!ExportLine.IsObject(suspect.Record))
        {
            return Fault(AuditFaults.Malformed, "The record is no JSON object.");
        }

        if (suspect.Seq == Expected)
        {
            return await ExplainContentAsync(lines, cancellationToken).ConfigureAwait(false);
        }

        if (Follows(end.Hash, suspect.Record, suspect.Hash))
        {
            return Fault(AuditFaults.Edited, $"The record at {Expected} says to be at {suspect.Seq}.", Expected);
        }

        return suspect.Seq > Expected
            ? await ExplainGapAsync(lines, cancellationToken).ConfigureAwait(false)
            : await ExplainRepeatAsync(lines, cancellationToken).ConfigureAwait(false);
    }

    // The number is right and the hash is not.
    private async Task<ExportFault> ExplainContentAsync(LineReader lines, CancellationToken cancellationToken)
    {
        var next = await ReadNextAsync(lines, cancellationToken).ConfigureAwait(false);
        if (next is { Kind: ExportLineKind.Record } line && Follows(end.Hash, line.Record.Span, line.Hash))
        {
            return Follows(line.Hash, suspect.Record, suspect.Hash)
                ? Fault(AuditFaults.Reordered, "The record stands before the one that it followed.")
                : Fault(AuditFaults.Inserted, "The record is in no chain: the next one follows the one before.");
        }

        return Says(next, end.Hash)
            ? Fault(AuditFaults.Inserted, "The record is in no chain: the checkpoint behind it covers those before.")
            : Fault(AuditFaults.Edited, "The record, its hash or the hash before it is not what it was.");
    }

    // The number is too high.
    private async Task<ExportFault> ExplainGapAsync(LineReader lines, CancellationToken cancellationToken)
    {
        var (isThere, isTwice) = (false, false);
        while (await ReadNextAsync(lines, cancellationToken).ConfigureAwait(false) is { } line)
        {
            isThere |= line.Kind == ExportLineKind.Record && line.Seq == Expected;
            isTwice |= line.Kind == ExportLineKind.Record && line.Seq == suspect.Seq;
        }

        if (isTwice || suspect.Seq > head.Last)
        {
            return Fault(AuditFaults.Inserted, "The record does not belong here.");
        }

        return isThere
            ? Fault(AuditFaults.Reordered, $"The record stands before the one at {Expected}.")
            : Fault(AuditFaults.Deleted, $"The record at {Expected} is missing.", Expected);
    }

    // The number was there already. Either this record or the one before was put in; what follows tells which one it follows.
    private async Task<ExportFault> ExplainRepeatAsync(LineReader lines, CancellationToken cancellationToken)
    {
        if (suspect.Seq == end.Seq && Follows(end.HashBefore, suspect.Record, suspect.Hash) && !ExportCheck.Same(suspect.Hash, end.Hash))
        {
            var next = await ReadNextAsync(lines, cancellationToken).ConfigureAwait(false);
            if (Says(next, suspect.Hash) || (next is { Kind: ExportLineKind.Record } line && Follows(suspect.Hash, line.Record.Span, line.Hash)))
            {
                return new(AuditFaults.Inserted, suspect.LineBefore, end.Seq, "The record is in no chain: what follows does not build on it.");
            }
        }

        return Fault(AuditFaults.Inserted, $"There is a record at {suspect.Seq} already.");
    }

    private ExportFault Fault(string kind, string message, long? seq = null) => new(kind, suspect.Line, seq ?? suspect.Seq, message);

    private static async ValueTask<ExportLine?> ReadNextAsync(LineReader lines, CancellationToken cancellationToken) =>
        await lines.MoveNextAsync(cancellationToken).ConfigureAwait(false) ? ExportLine.Parse(lines.Line) : null;

    private static bool Follows(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> record, ReadOnlySpan<byte> hash) =>
        ExportCheck.Same(ChainHash.Next(previous, record), hash);

    private static bool Says(ExportLine? line, byte[] hash)
    {
        var claims = line switch
        {
            { Kind: ExportLineKind.Checkpoint } found => CheckpointKeys.ReadUnchecked(found.Jws, JwtTypes.AuditCheckpoint),
            { Kind: ExportLineKind.Final } found => CheckpointKeys.ReadUnchecked(found.Jws, JwtTypes.AuditExport),
            _ => null,
        };
        return claims?.Hash == ChainHash.Format(hash);
    }
}
