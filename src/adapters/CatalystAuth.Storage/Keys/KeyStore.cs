using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Keys;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Keys;

internal sealed class KeyStore(CatalystDbContext context) : IKeyStore
{
    public Task<StoredKey?> FindAsync(KeyId id, CancellationToken cancellationToken) =>
        context.Keys.FirstOrDefaultAsync(key => key.Id == id, cancellationToken);

    public Task<Result<Page<StoredKey>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken) => context.Keys
        .AsNoTracking()
        .Where(key => key.OrgId == org)
        .OrderBy(key => key.Id)
        .PageAsync<StoredKey, KeyId>(
            page, key => key.Id, (query, last) => query.Where(key => key.Id.CompareTo(last) > 0), cancellationToken);

    public Task<long> CountLiveAsync(OrgId org, DateTimeOffset now, CancellationToken cancellationToken) => context.Keys.LongCountAsync(
        key => key.OrgId == org && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now), cancellationToken);

    public void Add(StoredKey key) => context.Add(key);
}
