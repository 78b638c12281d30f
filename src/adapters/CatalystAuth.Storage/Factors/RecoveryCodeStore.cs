using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Factors;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Factors;

internal sealed class RecoveryCodeStore(CatalystDbContext context) : IRecoveryCodeStore
{
    public Task<RecoveryCodeKey?> FindKeyAsync(UserId user, CancellationToken cancellationToken) =>
        context.RecoveryCodeKeys.AsNoTracking().FirstOrDefaultAsync(key => key.UserId == user, cancellationToken);

    public Task<int> CountAsync(UserId user, CancellationToken cancellationToken) =>
        context.RecoveryCodes.CountAsync(code => code.UserId == user, cancellationToken);

    public async Task<bool> TryTakeAsync(UserId user, byte[] hash, CancellationToken cancellationToken) =>
        await context.RecoveryCodes.Where(code => code.UserId == user && code.Hash == hash).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1;

    public async Task ReplaceAsync(UserId user, byte[] sealedKey, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken)
    {
        await RemoveAsync(user, cancellationToken).ConfigureAwait(false);
        context.Add(new RecoveryCodeKey { UserId = user, SealedKey = sealedKey });
        context.AddRange(hashes.Select(hash => new StoredRecoveryCode { UserId = user, Hash = hash }));
    }

    public async Task RemoveAsync(UserId user, CancellationToken cancellationToken)
    {
        await context.RecoveryCodes.Where(code => code.UserId == user).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.RecoveryCodeKeys.Where(key => key.UserId == user).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
