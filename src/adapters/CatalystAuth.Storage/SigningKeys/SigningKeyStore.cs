using CatalystAuth.Core.SigningKeys;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.SigningKeys;

internal sealed class SigningKeyStore(CatalystDbContext context) : ISigningKeyStore
{
    public async Task<IReadOnlyList<StoredSigningKey>> ListAsync(CancellationToken cancellationToken)
    {
        // Two nodes that start at once must not both find that there is no key.
        await context.LockTableAsync<StoredSigningKey>(cancellationToken).ConfigureAwait(false);
        return await context.SigningKeys.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Add(StoredSigningKey key) => context.Add(key);
}
