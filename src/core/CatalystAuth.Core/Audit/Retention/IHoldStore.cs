using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Audit.Retention;

/// <summary>Where legal holds are kept.</summary>
public interface IHoldStore
{
    /// <summary>Keeps others from setting holds, and from deleting what one may keep, until the transaction ends.</summary>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>One, to be changed.</summary>
    Task<LegalHold?> FindAsync(LegalHoldId id, CancellationToken cancellationToken);

    /// <summary>A page of all, newest first.</summary>
    Task<Result<Page<LegalHold>>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Those in force.</summary>
    Task<IReadOnlyList<LegalHold>> ListInForceAsync(CancellationToken cancellationToken);

    /// <summary>Whether one in force keeps records in which there is personal data about one of the subjects.</summary>
    Task<bool> KeepsAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(LegalHold hold);
}
