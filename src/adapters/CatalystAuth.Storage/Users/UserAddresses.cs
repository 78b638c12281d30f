using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Users;

internal sealed class UserAddresses(CatalystDbContext context) : IUserAddresses
{
    public async Task<IReadOnlyDictionary<string, UserAccount>> FindAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return new Dictionary<string, UserAccount>();
        }

        // Identity's own index makes an address unique; its normal form is the key.
        var known = await context.Users.AsNoTracking().Where(user => keys.Contains(user.NormalizedEmail))
            .Select(user => new { user.Id, user.NormalizedEmail })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var keyOf = known.ToDictionary(user => new Contracts.Users.UserId(user.Id), user => user.NormalizedEmail!);
        var ids = keyOf.Keys.ToList();
        var accounts = await context.Accounts.AsNoTracking().Where(user => ids.Contains(user.Id)).ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return accounts.ToDictionary(account => keyOf[account.Id], StringComparer.Ordinal);
    }
}
