using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>Where memberships are kept.</summary>
public interface IMembershipStore
{
    /// <summary>A user's membership in an organisation.</summary>
    Task<Membership?> FindAsync(OrgId org, UserId user, CancellationToken cancellationToken);

    /// <summary>One member as the list has them, not to be changed.</summary>
    Task<Member?> ShowAsync(OrgId org, UserId user, CancellationToken cancellationToken);

    /// <summary>A page of an organisation's members with their names, oldest first.</summary>
    Task<Result<Page<Member>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The organisations that a user is in, at most 1000, oldest first.</summary>
    Task<IReadOnlyList<MyOrg>> ListOfUserAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>All memberships of a user, not to be changed.</summary>
    Task<IReadOnlyList<Membership>> ListAllOfUserAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The oldest owner of an organisation beside a user; null when there is none.</summary>
    Task<UserId?> FindOtherOwnerAsync(OrgId org, UserId user, CancellationToken cancellationToken);

    /// <summary>Its owners, at most 100, oldest membership first.</summary>
    Task<IReadOnlyList<UserAccount>> ListOwnersAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>How many members an organisation has.</summary>
    Task<long> CountAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(Membership membership);

    /// <summary>Removes one, with the roles that were bound to the user in the organisation, in the current transaction.</summary>
    void Remove(Membership membership);
}
