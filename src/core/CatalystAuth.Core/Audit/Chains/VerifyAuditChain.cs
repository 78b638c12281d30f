using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Audit.Retention;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.Audit;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>
/// Checks a chain where it is stored: that each record is what its link says, that no link is missing, that every checkpoint is genuine and
/// fits, and that no record stands beside the chain. Reads all of it, in pages, so its time goes with the length.
/// </summary>
internal sealed class VerifyAuditChain(LinkAuditRecords linking, IAuditChainReader reader, IRetentionStore retention, SigningKeyProvider keys)
{
    private const int Page = 500;

    public async Task<AuditVerification> RunAsync(AuditChain chain, CancellationToken cancellationToken)
    {
        await linking.RunAsync(cancellationToken).ConfigureAwait(false);

        // Before the end is looked up, which then can't lie before it.
        var lastSigned = await reader.FindLastCheckpointAsync(chain, cancellationToken).ConfigureAwait(false);
        var head = await reader.FindHeadAsync(chain, cancellationToken).ConfigureAwait(false) ?? AuditChainHead.Of(chain);
        var walk = new Walk(chain, CheckpointKeys.Of(keys.Ring));
        var cut = await retention.FindCutAsync(chain, cancellationToken).ConfigureAwait(false);
        var fault = (cut is null ? null : walk.Begin(cut)) ?? await WalkAsync(walk, head.Seq, cancellationToken).ConfigureAwait(false);
        if (fault is null && (lastSigned?.Seq > head.Seq || !walk.Hash.AsSpan().SequenceEqual(head.Hash)))
        {
            fault = new(AuditFaults.Truncated, walk.Seq + 1, null, "Records behind this place are missing: a later end of the chain is known.");
        }

        if (fault is null && await reader.FindStrayAsync(chain, cancellationToken).ConfigureAwait(false) is { } stray)
        {
            fault = new(AuditFaults.Inserted, null, stray, "The record has no place in the chain: it was not written by the server.");
        }

        return new(fault is null, chain.Name, walk.Seq - walk.Before, walk.Signed - walk.Before, ChainHash.Format(walk.Hash), fault, walk.Before + 1);
    }

    private async Task<AuditFault?> WalkAsync(Walk walk, long upTo, CancellationToken cancellationToken)
    {
        while (walk.Seq < upTo)
        {
            var links = await reader.ListAsync(walk.Chain, walk.Seq, upTo, Page, cancellationToken).ConfigureAwait(false);
            if (links.Count == 0)
            {
                return new(AuditFaults.Deleted, walk.Seq + 1, null, "The record's place is missing, and all behind it.");
            }

            var checkpoints = await reader.ListCheckpointsAsync(walk.Chain, walk.Seq, links[^1].Link.Seq, Page, cancellationToken)
                .ConfigureAwait(false);
            var signed = checkpoints.ToDictionary(checkpoint => checkpoint.Seq);
            foreach (var item in links)
            {
                if (walk.Step(item, signed.GetValueOrDefault(item.Link.Seq)) is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    private sealed class Walk(AuditChain chain, CheckpointKeys keys)
    {
        public AuditChain Chain => chain;

        public long Seq { get; private set; }

        public byte[] Hash { get; private set; } = chain.Seed;

        public long Signed { get; private set; }

        /// <summary>The place of the cut; 0 without one.</summary>
        public long Before { get; private set; }

        /// <summary>Begins behind a cut, with the hash that was signed there.</summary>
        public AuditFault? Begin(CutPoint point)
        {
            (Before, Seq, Signed) = (point.Cut.Seq, point.Cut.Seq, point.Cut.Seq);
            if (point.Checkpoint is not { } checkpoint)
            {
                return new(AuditFaults.CheckpointForged, Seq, null, "The chain was cut where no checkpoint is.");
            }

            Hash = checkpoint.Hash;
            return Check(checkpoint, checkpoint.Hash);
        }

        public AuditFault? Step(LinkedRecord item, AuditCheckpoint? checkpoint)
        {
            var next = Seq + 1;
            if (item.Link.Seq != next)
            {
                return new(AuditFaults.Deleted, next, null, "The record's place is missing.");
            }

            if (item.Record is not { } record)
            {
                return new(AuditFaults.Deleted, next, item.Link.RecordId, "The record is missing.");
            }

            var hash = ChainHash.Next(Hash, CanonicalRecord.Write(record));
            if (!hash.AsSpan().SequenceEqual(item.Link.Hash))
            {
                return new(AuditFaults.Edited, next, record.Id, "The record, or its place, is not what it was.");
            }

            if (checkpoint is not null && Check(checkpoint, hash) is { } fault)
            {
                return fault;
            }

            Seq = next;
            Hash = hash;
            Signed = checkpoint is null ? Signed : next;
            return null;
        }

        private AuditFault? Check(AuditCheckpoint checkpoint, byte[] hash)
        {
            var reading = keys.Check(checkpoint.Jws, JwtTypes.AuditCheckpoint);
            if (reading.Claims is not { } claims)
            {
                return reading.IsKeyUnknown
                    ? new(AuditFaults.UnknownKey, checkpoint.Seq, null, "The checkpoint is signed by a key that this installation does not have.")
                    : new(AuditFaults.CheckpointForged, checkpoint.Seq, null, "The checkpoint was not signed by this installation.");
            }

            if (claims.Chain != chain.Name || claims.Sequence != checkpoint.Seq)
            {
                return new(AuditFaults.CheckpointForged, checkpoint.Seq, null, "The checkpoint is of another place.");
            }

            return claims.Hash == ChainHash.Format(hash)
                ? null
                : new(AuditFaults.Edited, checkpoint.Seq, null, $"Records from {Signed + 1} to {checkpoint.Seq} were written anew: another hash was signed.");
        }
    }
}
