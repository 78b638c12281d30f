using CatalystAuth.Core.Audit.Chains;

namespace CatalystAuth.Core.Audit.Retention;

/// <summary>Where chains are cut, and what lies before a cut is deleted.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// For each chain that has some, the last checkpoint that was made up to a time and lies behind the chain's last cut.
    /// </summary>
    Task<IReadOnlyList<AuditCut>> ListDueAsync(DateTimeOffset signedUpTo, DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>Adds a cut to the current transaction.</summary>
    void Add(AuditCut cut);

    /// <summary>The last cuts of chains that still have something before them.</summary>
    Task<IReadOnlyList<AuditCut>> ListUndoneAsync(int most, CancellationToken cancellationToken);

    /// <summary>Deletes the first records before a cut, their personal values and their places at once in the current transaction. How many.</summary>
    Task<int> DeleteAsync(AuditCut cut, int most, CancellationToken cancellationToken);

    /// <summary>Where a chain begins now; null when it was never cut.</summary>
    Task<CutPoint?> FindCutAsync(AuditChain chain, CancellationToken cancellationToken);
}

/// <summary>Where a chain begins.</summary>
/// <param name="Cut">The cut.</param>
/// <param name="Checkpoint">The checkpoint there; null when it is missing, as it should not be.</param>
public sealed record CutPoint(AuditCut Cut, AuditCheckpoint? Checkpoint);
