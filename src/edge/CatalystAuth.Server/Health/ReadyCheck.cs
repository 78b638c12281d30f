using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.SigningKeys;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CatalystAuth.Server.Health;

/// <summary>Ready: the keys are loaded and the database was read within the revocation bound.</summary>
internal sealed class ReadyCheck(SigningKeyProvider keys, InvalidationFeed feed) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(keys.IsLoaded && !feed.IsStale ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
