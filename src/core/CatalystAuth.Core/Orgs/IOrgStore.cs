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
    /// another owner is left.
    /// </summary>
    Task LockAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>A page of those that a user is in, oldest first.</summary>
    Task<Result<Page<Organisation>>> ListForUserAsync(UserId user, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(Organisation org);
}
