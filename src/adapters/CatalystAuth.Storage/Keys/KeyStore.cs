using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Keys;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Keys;

internal sealed class KeyStore(CatalystDbContext context) : IKeyStore
{
    public Task<StoredKey?> FindAsync(KeyId id, CancellationToken cancellationToken) =>
        context.Keys.FirstOrDefaultAsync(key => key.Id == id, cancellationToken);

    public Task<StoredKey?> FindImportedAsync(byte[] hash, CancellationToken cancellationToken) =>
        context.Keys.FirstOrDefaultAsync(key => key.ImportedHash == hash, cancellationToken);

    public async Task<IReadOnlyList<byte[]>> ListImportedAsync(IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken) =>
        await context.Keys.Where(key => key.ImportedHash != null && hashes.Contains(key.ImportedHash)).Select(key => key.ImportedHash!)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<Result<Page<StoredKey>>> ListAsync(KeyFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var keys = context.Keys.AsNoTracking()
            .Where(key => key.OrgId == filter.Org && !(key.Kind == KeyKind.Ephemeral && key.ExpiresAt <= filter.Now));
        keys = filter.User is { } user ? keys.Where(key => key.UserId == user)
            : filter.OfUser is { } isOfUser ? keys.Where(key => key.UserId != null == isOfUser)
            : keys;
        keys = filter.Kind is { } kind ? keys.Where(key => key.Kind == kind) : keys;
        keys = filter.Status switch
        {
            KeyStatus.Active => keys.Where(key => key.RevokedAt == null && key.DisabledAt == null && (key.ExpiresAt == null || key.ExpiresAt > filter.Now)),
            KeyStatus.Disabled => keys.Where(key => key.RevokedAt == null && key.DisabledAt != null),
            KeyStatus.Expired => keys.Where(key => key.RevokedAt == null && key.DisabledAt == null && key.ExpiresAt <= filter.Now),
            KeyStatus.Revoked => keys.Where(key => key.RevokedAt != null),
            _ => keys,
        };
        return keys.OrderBy(key => key.Id).PageAsync<StoredKey, KeyId>(
            page, key => key.Id, (query, last) => query.Where(key => key.Id.CompareTo(last) > 0), cancellationToken);
    }

    public async Task<IReadOnlyList<StoredKey>> ListOfUserAsync(UserId user, OrgId? org, CancellationToken cancellationToken)
    {
        var keys = context.Keys.Where(key => key.UserId == user && key.RevokedAt == null);
        return await (org is { } one ? keys.Where(key => key.OrgId == one) : keys).OrderBy(key => key.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<long> CountLiveAsync(OrgId org, UserId? user, DateTimeOffset now, CancellationToken cancellationToken) => context.Keys.LongCountAsync(
        key => key.OrgId == org && key.UserId == user && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now), cancellationToken);

    public void Add(StoredKey key) => context.Add(key);
}
