using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Tokens.Audit;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>One reading of an export. Holds a few hashes and one line, however long the file is.</summary>
/// <param name="head">The head, which was read already.</param>
/// <param name="lines">The lines behind it.</param>
/// <param name="keys">Who may have signed; null to believe all signatures.</param>
internal sealed class ExportCheck(ExportHead head, LineReader lines, CheckpointKeys? keys)
{
    private const int ReportEach = 4096;

    private long _seq = head.First - 1;
    private byte[] _hash = head.Previous;
    private byte[] _hashBefore = head.Previous;
    private long _line = 1;
    private long _signed = head.First - 1;

    /// <summary>How many records are good.</summary>
    public long Records => _seq - head.First + 1;

    /// <summary>How many checkpoints are good.</summary>
    public long Checkpoints { get; private set; }

    public async Task<ExportFault?> RunAsync(IProgress<AuditExportProgress>? progress, CancellationToken cancellationToken)
    {
        if (head.First == 1 && !Same(head.Previous, AuditChain.SeedOf(head.Chain)))
        {
            return HeadEdited();
        }

        while (await lines.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            var line = ExportLine.Parse(lines.Line);
            switch (line.Kind)
            {
                case ExportLineKind.Record when IsNext(line):
                    if (!PersonalLine.Fits(line.Record, line.Personal))
                    {
                        return new(AuditFaults.Edited, lines.Number, line.Seq, "A value beside the record is not the one that the record commits to.");
                    }

                    Accept(line);
                    if (Records % ReportEach == 0)
                    {
                        progress?.Report(new(Records, head.Last - head.First + 1));
                    }

                    break;
                case ExportLineKind.Record when !lines.IsWhole:
                    return Truncated(lines.Number);
                case ExportLineKind.Record:
                    var suspect = new Suspect(
                        head, new(lines.Number, _line, line.Seq, line.Hash, line.Record.ToArray()), new(_seq, _hash, _hashBefore));
                    return await suspect.ExplainAsync(lines, cancellationToken).ConfigureAwait(false);
                case ExportLineKind.Checkpoint or ExportLineKind.Final:
                    var fault = await CheckSignatureAsync(line, cancellationToken).ConfigureAwait(false);
                    if (fault is not null || line.Kind == ExportLineKind.Final)
                    {
                        return fault ?? await CheckEndAsync(cancellationToken).ConfigureAwait(false);
                    }

                    break;
                default:
                    return lines.IsWhole
                        ? new(AuditFaults.Malformed, lines.Number, null, "No export has such a line.")
                        : Truncated(lines.Number);
            }
        }

        return Truncated(lines.Number + 1);
    }

    private bool IsNext(ExportLine line) => line.Seq == _seq + 1 && Same(ChainHash.Next(_hash, line.Record.Span), line.Hash);

    private void Accept(ExportLine line)
    {
        (_hashBefore, _hash, _seq, _line) = (_hash, line.Hash, line.Seq, lines.Number);
    }

    private async Task<ExportFault?> CheckSignatureAsync(ExportLine line, CancellationToken cancellationToken)
    {
        var number = lines.Number;
        var type = line.Kind == ExportLineKind.Final ? JwtTypes.AuditExport : JwtTypes.AuditCheckpoint;
        var reading = keys is null ? new(CheckpointKeys.ReadUnchecked(line.Jws, type), IsKeyUnknown: false) : keys.Check(line.Jws, type);
        if (reading.Claims is not { } claims)
        {
            return reading.IsKeyUnknown
                ? new(AuditFaults.UnknownKey, number, null, "The checkpoint is signed by a key that is not in the key set.")
                : new(AuditFaults.CheckpointForged, number, null, "The checkpoint was not signed by the keys of the key set.");
        }

        if (claims.Chain != head.Chain)
        {
            return new(AuditFaults.CheckpointForged, number, null, $"The checkpoint is of the chain {claims.Chain}.");
        }

        if (claims.Sequence > _seq)
        {
            return await MissesAsync(claims, cancellationToken).ConfigureAwait(false)
                ? new(AuditFaults.Deleted, number, _seq + 1, $"Records from {_seq + 1} to {claims.Sequence} were signed and are missing.")
                : new(AuditFaults.Reordered, number, null, "The checkpoint stands before records that it covers.");
        }

        if (claims.Sequence < _seq)
        {
            return claims.Sequence == _seq - 1 && claims.Hash == ChainHash.Format(_hashBefore)
                ? new(AuditFaults.Reordered, number, null, "The checkpoint stands behind a record that it does not cover.")
                : new(AuditFaults.Inserted, number, null, $"There are more records up to here than the {claims.Sequence} that were signed.");
        }

        if (claims.Hash != ChainHash.Format(_hash))
        {
            return new(AuditFaults.Edited, number, _signed + 1, $"Among the records from {_signed + 1} to {_seq} one was changed, and all hashes made anew: another hash was signed.");
        }

        if (line.Kind == ExportLineKind.Final && (claims.First != head.First || claims.Sequence != head.Last || claims.Issuer != head.Issuer))
        {
            return HeadEdited();
        }

        _signed = _seq;
        Checkpoints++;
        return null;
    }

    // Whether the record that was signed does not come later either.
    private async Task<bool> MissesAsync(CheckpointToken claims, CancellationToken cancellationToken)
    {
        while (await lines.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (ExportLine.Parse(lines.Line) is { Kind: ExportLineKind.Record } later && later.Seq == claims.Sequence
                && ChainHash.Format(later.Hash) == claims.Hash)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<ExportFault?> CheckEndAsync(CancellationToken cancellationToken) =>
        await lines.MoveNextAsync(cancellationToken).ConfigureAwait(false)
            ? new(AuditFaults.Inserted, lines.Number, null, "There is something behind the end.")
            : null;

    private static ExportFault HeadEdited() => new(AuditFaults.Edited, 1, null, "The head is not what was signed.");

    private ExportFault Truncated(long line) => new(AuditFaults.Truncated, line, _seq + 1, "The file ends before its signed end.");

    internal static bool Same(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => one.SequenceEqual(other);
}
