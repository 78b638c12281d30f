using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Keys;

/// <summary>Where API keys are kept.</summary>
public interface IKeyStore
{
    /// <summary>One by id.</summary>
    Task<StoredKey?> FindAsync(KeyId id, CancellationToken cancellationToken);

    /// <summary>A page of an organisation's, oldest first.</summary>
    Task<Result<Page<StoredKey>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many of an organisation's work.</summary>
    Task<long> CountLiveAsync(OrgId org, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredKey key);
}
