using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Apps;

/// <summary>Where protected apps are kept.</summary>
public interface IAppStore
{
    /// <summary>One by id.</summary>
    Task<ProtectedApp?> FindAsync(AppId id, CancellationToken cancellationToken);

    /// <summary>A page of an organisation's, oldest first.</summary>
    Task<Result<Page<ProtectedApp>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All of all organisations, for the catalogue.</summary>
    IAsyncEnumerable<ProtectedApp> ReadAllAsync();

    /// <summary>Those of some organisations.</summary>
    Task<IReadOnlyList<ProtectedApp>> ListAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(ProtectedApp app);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(ProtectedApp app);
}
