using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps;

namespace CatalystAuth.Core.Tests.Invalidation;

/// <summary>A store without apps.</summary>
internal sealed class NoApps : IAppStore
{
    public Task<ProtectedApp?> FindAsync(AppId id, CancellationToken cancellationToken) => Task.FromResult<ProtectedApp?>(null);

    public Task<Result<Page<ProtectedApp>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ProtectedApp> ReadAllAsync() => AsyncEnumerable.Empty<ProtectedApp>();

    public Task<IReadOnlyList<ProtectedApp>> ListAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Add(ProtectedApp app) => throw new NotSupportedException();

    public void Remove(ProtectedApp app) => throw new NotSupportedException();
}
