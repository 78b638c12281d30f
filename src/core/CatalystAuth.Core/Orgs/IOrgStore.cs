using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Orgs;

/// <summary>Where organisations are kept.</summary>
public interface IOrgStore
{
    /// <summary>One by id or slug.</summary>
    Task<Organisation?> FindAsync(OrgRef org, CancellationToken cancellationToken);

    /// <summary>
    /// Holds the organisation until the current transaction ends, so that two changes of its members can't both believe that
    /// another owner is left. When the organisation, or a membership of it that was read before, changed meanwhile, the unit of work
    /// begins anew: what was decided before holds under the lock.
    /// </summary>
    Task LockAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>
    /// A page of those that a user is in, oldest first: of one status, or of all but the deleted ones. Of the deleted ones, only those
    /// that the user is an owner of.
    /// </summary>
    Task<Result<Page<Organisation>>> ListForUserAsync(UserId user, OrgStatus? status, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many that are not deleted a user owns.</summary>
    Task<long> CountOwnedAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(Organisation org);
}
