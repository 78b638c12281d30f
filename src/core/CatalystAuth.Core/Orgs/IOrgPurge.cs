using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Orgs;

/// <summary>Removes what an organisation owns from the stores, a bounded number of rows at a time.</summary>
public interface IOrgPurge
{
    /// <summary>Deleted organisations whose time is over, at most so many, the longest over first.</summary>
    Task<IReadOnlyList<OrgId>> ListDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>Removes some of its apps in the current transaction, and says which.</summary>
    Task<IReadOnlyList<AppId>> RemoveAppsAsync(OrgId org, int most, CancellationToken cancellationToken);

    /// <summary>Removes some of everything else in the current transaction. How many rows; none when only the organisation is left.</summary>
    Task<int> RemoveSomeAsync(OrgId org, int most, CancellationToken cancellationToken);

    /// <summary>Removes the organisation itself in the current transaction.</summary>
    void Remove(Organisation org);
}
