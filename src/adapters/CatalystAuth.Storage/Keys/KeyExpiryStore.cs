using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Keys;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Keys;

internal sealed class KeyExpiryStore(CatalystDbContext context) : IKeyExpiryStore
{
    public async Task<IReadOnlyList<StoredKey>> ListDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        await context.Keys.AsNoTracking().Where(key => key.TellExpiryAt <= now).OrderBy(key => key.TellExpiryAt).ThenBy(key => key.Id).Take(most)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<bool> TryTakeAsync(StoredKey key, DateTimeOffset? next, CancellationToken cancellationToken) =>
        await context.Keys.Where(found => found.Id == key.Id && found.Version == key.Version && found.TellExpiryAt == key.TellExpiryAt)
            .ExecuteUpdateAsync(update => update.SetProperty(found => found.TellExpiryAt, next), cancellationToken).ConfigureAwait(false) == 1;

    public async Task RemoveAsync(KeyId key, CancellationToken cancellationToken)
    {
        // A subject has no foreign key.
        var subject = key.ToString();
        await context.Bindings.Where(binding => binding.Subject == subject).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Keys.Where(found => found.Id == key).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
