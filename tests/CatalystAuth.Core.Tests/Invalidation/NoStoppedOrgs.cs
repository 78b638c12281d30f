using CatalystAuth.Core.Invalidation;

namespace CatalystAuth.Core.Tests.Invalidation;

/// <summary>A store in which every organisation is in use.</summary>
internal sealed class NoStoppedOrgs : IStoppedOrgs
{
    public Task<IReadOnlyList<StoppedOrg>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoppedOrg>>([]);
}
