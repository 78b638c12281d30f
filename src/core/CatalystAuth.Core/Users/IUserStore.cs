using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>Where users are kept.</summary>
public interface IUserStore
{
    /// <summary>One by id.</summary>
    Task<UserAccount?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>
    /// Holds the account until the current transaction ends, so that nobody signs in, joins or adds an address while it is banned or
    /// deleted.
    /// </summary>
    Task LockAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Whether anybody administers the installation yet.</summary>
    Task<bool> AnyPlatformAdminAsync(CancellationToken cancellationToken);

    /// <summary>A page of those that a query finds, oldest first.</summary>
    Task<Result<Page<UserAccount>>> SearchAsync(
        UserQuery query, SearchTerms terms, PageRequest page, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The organisations that a user is an owner of.</summary>
    Task<IReadOnlyList<OwnedOrg>> ListOwnedOrgsAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(UserAccount user);

    /// <summary>Removes one in the current transaction, with its sessions, memberships, roles, addresses and profile.</summary>
    Task RemoveAsync(UserAccount user, CancellationToken cancellationToken);
}

/// <summary>An organisation that a user is an owner of.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Status">Whether it can be used.</param>
/// <param name="OtherOwner">Another owner; null when there is none.</param>
public sealed record OwnedOrg(OrgId Id, OrgStatus Status, UserId? OtherOwner);
