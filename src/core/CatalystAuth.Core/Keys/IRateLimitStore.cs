using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Keys;

/// <summary>Where organisations' rate limits for keys are kept.</summary>
public interface IRateLimitStore
{
    /// <summary>One, to be changed.</summary>
    Task<StoredRateLimit?> FindAsync(OrgId org, string name, CancellationToken cancellationToken);

    /// <summary>All of an organisation, by name. Not to be changed.</summary>
    Task<IReadOnlyList<StoredRateLimit>> ListAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Those of an organisation with one of some names. Not to be changed.</summary>
    Task<IReadOnlyList<StoredRateLimit>> ListAsync(OrgId org, IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Whether a key that has not ended has it.</summary>
    Task<bool> IsUsedAsync(OrgId org, string name, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredRateLimit limit);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredRateLimit limit);
}
