using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Entitlements;

/// <summary>Where plans are kept.</summary>
public interface IPlanStore
{
    /// <summary>
    /// Keeps others from changing plans, and from subscribing to them, until the current transaction ends. Taken before any other lock.
    /// </summary>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>All, by key.</summary>
    Task<IReadOnlyList<StoredPlan>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One.</summary>
    Task<StoredPlan?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Whether an organisation is subscribed to it, also from later on or until lately.</summary>
    Task<bool> IsInUseAsync(string key, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredPlan plan);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredPlan plan);
}

/// <summary>Where subscriptions and overrides are kept.</summary>
public interface IEntitlementStore
{
    /// <summary>All that the entitlements of an organisation, of a user in it, or of a user alone are made of; not to be changed.</summary>
    Task<EntitlementSources> ReadAsync(OrgId? org, UserId? user, CancellationToken cancellationToken);

    /// <summary>An organisation's.</summary>
    Task<StoredOrgEntitlements?> FindAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>A user's.</summary>
    Task<StoredUserEntitlements?> FindAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds an organisation's to the current transaction.</summary>
    void Add(StoredOrgEntitlements entitlements);

    /// <summary>Adds a user's to the current transaction.</summary>
    void Add(StoredUserEntitlements entitlements);
}
