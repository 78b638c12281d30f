using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Factors;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Factors;

internal sealed class TotpStore(CatalystDbContext context) : ITotpStore
{
    public async Task<IReadOnlyList<StoredTotp>> ListAsync(UserId user, CancellationToken cancellationToken) =>
        await context.TotpAuthenticators.Where(totp => totp.UserId == user).OrderBy(totp => totp.Id).ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<bool> TrySpendAsync(TotpId id, long step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var spent = await context.TotpAuthenticators.Where(totp => totp.Id == id && totp.LastStep < step)
            .ExecuteUpdateAsync(
                update => update.SetProperty(totp => totp.LastStep, step).SetProperty(totp => totp.LastUsedAt, now), cancellationToken)
            .ConfigureAwait(false);
        return spent == 1;
    }

    public void Add(StoredTotp totp) => context.Add(totp);

    public void Remove(StoredTotp totp) => context.Remove(totp);

    public Task<int> RemovePendingAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => context.TotpAuthenticators
        .Where(totp => totp.ConfirmedAt == null && totp.CreatedAt < before)
        .OrderBy(totp => totp.Id).Take(most)
        .ExecuteDeleteAsync(cancellationToken);
}
