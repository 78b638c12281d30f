using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Keys;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Keys;

internal sealed class RateLimitStore(CatalystDbContext context) : IRateLimitStore
{
    public Task<StoredRateLimit?> FindAsync(OrgId org, string name, CancellationToken cancellationToken) =>
        context.KeyRateLimits.FirstOrDefaultAsync(limit => limit.OrgId == org && limit.Name == name, cancellationToken);

    public async Task<IReadOnlyList<StoredRateLimit>> ListAsync(OrgId org, CancellationToken cancellationToken) =>
        await context.KeyRateLimits.AsNoTracking().Where(limit => limit.OrgId == org).OrderBy(limit => limit.Name)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<StoredRateLimit>> ListAsync(OrgId org, IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        await context.KeyRateLimits.AsNoTracking().Where(limit => limit.OrgId == org && names.Contains(limit.Name)).OrderBy(limit => limit.Name)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    // Names are in lists that no index looks into; to delete a limit is rare.
    public async Task<bool> IsUsedAsync(OrgId org, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lists = context.Keys
            .Where(key => key.OrgId == org && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now))
            .Select(key => key.RateLimits).AsAsyncEnumerable();
        await foreach (var names in lists.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (names.Contains(name, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public void Add(StoredRateLimit limit) => context.Add(limit);

    public void Remove(StoredRateLimit limit) => context.Remove(limit);
}
