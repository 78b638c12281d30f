using CatalystAuth.Core.ForwardAuthDomains;

namespace CatalystAuth.Core.Tests.Invalidation;

/// <summary>A server that was given no domain.</summary>
internal sealed class NoDomains : IForwardAuthDomainStore
{
    public Task<StoredDomain?> FindAsync(string domain, CancellationToken cancellationToken) => Task.FromResult<StoredDomain?>(null);

    public Task<IReadOnlyList<StoredDomain>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredDomain>>([]);

    public void Add(StoredDomain domain) => throw new NotSupportedException();

    public void Remove(StoredDomain domain) => throw new NotSupportedException();
}
