using CatalystAuth.Core.SigningKeys;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.SigningKeys;

internal sealed class SigningKeyStore(CatalystDbContext context) : ISigningKeyStore
{
    // Two nodes that start or rotate at once must not both find that a key is missing.
    public Task LockAsync(CancellationToken cancellationToken) => context.LockTableAsync<StoredSigningKey>(cancellationToken);

    public async Task<IReadOnlyList<StoredSigningKey>> ListAsync(CancellationToken cancellationToken) =>
        await context.SigningKeys.ToListAsync(cancellationToken).ConfigureAwait(false);

    public void Add(StoredSigningKey key) => context.Add(key);
}
