using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Factors;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Factors;

internal sealed class PasskeyStore(CatalystDbContext context) : IPasskeyStore
{
    public async Task<IReadOnlyList<StoredPasskey>> ListAsync(UserId user, CancellationToken cancellationToken) =>
        await context.Passkeys.Where(passkey => passkey.UserId == user).OrderBy(passkey => passkey.Id).ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<StoredPasskey?> FindAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        context.Passkeys.AsNoTracking().FirstOrDefaultAsync(passkey => passkey.CredentialId == credentialId, cancellationToken);

    public async Task<bool> TryUseAsync(PasskeyId id, long signCount, bool isBackedUp, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var used = await context.Passkeys
            .Where(passkey => passkey.Id == id && (passkey.SignCount < signCount || (passkey.SignCount == 0 && signCount == 0)))
            .ExecuteUpdateAsync(
                update => update.SetProperty(passkey => passkey.SignCount, signCount).SetProperty(passkey => passkey.IsBackedUp, isBackedUp)
                    .SetProperty(passkey => passkey.LastUsedAt, now),
                cancellationToken)
            .ConfigureAwait(false);
        return used == 1;
    }

    public void Add(StoredPasskey passkey) => context.Add(passkey);

    public void Remove(StoredPasskey passkey) => context.Remove(passkey);
}

internal sealed class ChallengeStore(CatalystDbContext context) : IChallengeStore
{
    public void Add(SpentChallenge challenge) => context.Add(challenge);

    public Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.SpentChallenges
        .Where(challenge => challenge.ExpiresAt < before)
        .OrderBy(challenge => challenge.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}
