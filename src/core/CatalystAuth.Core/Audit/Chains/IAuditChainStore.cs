using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>
/// Where records get their places. One that is committed late must not push in between others, so writers only say that a record waits,
/// and whoever links does so one at a time. Links and checkpoints can be added and nothing else.
/// </summary>
public interface IAuditChainStore
{
    /// <summary>Whether records wait for their places.</summary>
    Task<bool> HasUnlinkedAsync(CancellationToken cancellationToken);

    /// <summary>Keeps others from linking and signing until the transaction ends.</summary>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>Records that wait, by id.</summary>
    Task<IReadOnlyList<AuditRecord>> ListUnlinkedAsync(int most, CancellationToken cancellationToken);

    /// <summary>The ends of chains, to be changed; chains without records have none.</summary>
    Task<IReadOnlyList<AuditChainHead>> ListHeadsAsync(IReadOnlyCollection<AuditChain> chains, CancellationToken cancellationToken);

    /// <summary>The ends of chains in which a record has waited for a checkpoint since a time, or more than some do.</summary>
    Task<IReadOnlyList<AuditChainHead>> ListUnsignedAsync(DateTimeOffset since, long records, int most, CancellationToken cancellationToken);

    /// <summary>Adds links and the ends of chains that are new; their records wait no longer.</summary>
    Task LinkAsync(IReadOnlyCollection<AuditLink> links, IReadOnlyCollection<AuditChainHead> heads, CancellationToken cancellationToken);

    /// <summary>Adds a checkpoint to the current transaction.</summary>
    void Add(AuditCheckpoint checkpoint);
}

/// <summary>Where chains are read.</summary>
public interface IAuditChainReader
{
    /// <summary>The end of a chain; null when it has no records.</summary>
    Task<AuditChainHead?> FindHeadAsync(AuditChain chain, CancellationToken cancellationToken);

    /// <summary>One link; null when there is none.</summary>
    Task<AuditLink?> FindLinkAsync(AuditChain chain, long seq, CancellationToken cancellationToken);

    /// <summary>The first and last place of the records that were made in a time; null when there are none.</summary>
    Task<(long First, long Last)?> FindRangeAsync(AuditChain chain, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken);

    /// <summary>Links behind a place and up to another with their records, in order.</summary>
    Task<IReadOnlyList<LinkedRecord>> ListAsync(AuditChain chain, long after, long upTo, int most, CancellationToken cancellationToken);

    /// <summary>Checkpoints behind a place and up to another, in order.</summary>
    Task<IReadOnlyList<AuditCheckpoint>> ListCheckpointsAsync(AuditChain chain, long after, long upTo, int most, CancellationToken cancellationToken);

    /// <summary>The last checkpoint; null when there is none.</summary>
    Task<AuditCheckpoint?> FindLastCheckpointAsync(AuditChain chain, CancellationToken cancellationToken);

    /// <summary>A record of the chain that has no place and does not wait for one; null when there is none, as there should be.</summary>
    Task<AuditId?> FindStrayAsync(AuditChain chain, CancellationToken cancellationToken);
}

/// <summary>A link with its record.</summary>
/// <param name="Link">The link.</param>
/// <param name="Record">The record; null when it is gone.</param>
public sealed record LinkedRecord(AuditLink Link, AuditRecord? Record);
