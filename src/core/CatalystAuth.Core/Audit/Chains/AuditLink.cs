using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>The place of a record in its chain. Never changed.</summary>
public sealed class AuditLink
{
    /// <summary>The chain.</summary>
    public required AuditChain Chain { get; init; }

    /// <summary>The place, from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>The record.</summary>
    public required AuditId RecordId { get; init; }

    /// <summary>SHA-256 of the hash before it and the record, see <see cref="ChainHash"/>.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>A signed statement of what a chain was at one place. Never changed.</summary>
public sealed class AuditCheckpoint
{
    /// <summary>The chain.</summary>
    public required AuditChain Chain { get; init; }

    /// <summary>The place.</summary>
    public required long Seq { get; init; }

    /// <summary>The hash there.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was signed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The signature and all that it covers, as a compact JWS.</summary>
    public required string Jws { get; init; }
}

/// <summary>A record that waits for its place; written with it.</summary>
public sealed class UnlinkedRecord
{
    /// <summary>The record.</summary>
    public required AuditId RecordId { get; init; }
}
