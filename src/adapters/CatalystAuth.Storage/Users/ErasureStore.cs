using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Users;

internal sealed class ErasureStore(CatalystDbContext context) : IErasureStore
{
    public async Task<IReadOnlyList<string>> ListAddressesAsync(UserId user, CancellationToken cancellationToken)
    {
        var primary = await context.Accounts.Where(account => account.Id == user).Select(account => account.Email)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var others = await context.Emails.Where(email => email.UserId == user).Select(email => email.Address)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. primary, .. others];
    }

    public async Task<IReadOnlyList<AuditRecord>> ListRecordsAsync(
        UserId user, IReadOnlyCollection<string> actions, CancellationToken cancellationToken)
    {
        var target = user.ToString();
        return await context.AuditRecords.AsNoTracking().Where(record => record.Target == target && actions.Contains(record.Action))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
