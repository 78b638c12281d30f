using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Keeps claim profiles.</summary>
public interface IClaimProfileStore
{
    /// <summary>The profile of an organisation for an audience; null when there is none.</summary>
    Task<StoredClaimProfile?> FindAsync(OrgId org, string audience, CancellationToken cancellationToken);

    /// <summary>All of an organisation's, by audience.</summary>
    Task<IReadOnlyList<StoredClaimProfile>> ListAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>How many an organisation has.</summary>
    Task<int> CountAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Adds one in the current transaction.</summary>
    void Add(StoredClaimProfile profile);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredClaimProfile profile);
}
