namespace CatalystAuth.Core.Audit.Chains;

/// <summary>The end of a chain: where the next record goes, and how far it is signed. Bookkeeping only; what proves are links and checkpoints.</summary>
public sealed class AuditChainHead
{
    /// <summary>The chain.</summary>
    public required AuditChain Chain { get; init; }

    /// <summary>The place of the last record; 0 before the first.</summary>
    public long Seq { get; private set; }

    /// <summary>The hash there.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The place of the last checkpoint.</summary>
    public long CheckpointSeq { get; private set; }

    /// <summary>Since when a record waits for a checkpoint; null when none does.</summary>
    public DateTimeOffset? UnsignedSince { get; private set; }

    /// <summary>The end of a chain without records.</summary>
    public static AuditChainHead Of(AuditChain chain) => new() { Chain = chain, Hash = chain.Seed };

    /// <summary>Puts a record behind the last one.</summary>
    public AuditLink Append(AuditRecord record, DateTimeOffset now)
    {
        Hash = ChainHash.Next(Hash, CanonicalRecord.Write(record));
        Seq++;
        UnsignedSince ??= now;
        return new() { Chain = Chain, Seq = Seq, RecordId = record.Id, Hash = Hash };
    }

    /// <summary>Notes that a checkpoint covers all.</summary>
    public void NoteCheckpoint()
    {
        CheckpointSeq = Seq;
        UnsignedSince = null;
    }
}
