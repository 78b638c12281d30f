using CatalystAuth.Contracts.Orgs;
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

        // What is claimed is unique: one account for an address, which it has proven or has as its primary one.
        var known = await context.Emails.AsNoTracking().Where(email => keys.Contains(email.Claimed))
            .Join(context.Accounts, email => email.UserId, account => account.Id, (email, account) => new { Key = email.Claimed!, Account = account })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return known.ToDictionary(found => found.Key, found => found.Account, StringComparer.Ordinal);
    }

    public async Task<IReadOnlySet<string>> FindOfMembersAsync(OrgId org, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        (await context.Emails
            .Where(email => keys.Contains(email.Claimed) && email.Primary
                && context.Memberships.Any(membership => membership.OrgId == org && membership.UserId == email.UserId))
            .Select(email => email.Claimed!).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
}
