using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Users;

internal sealed class UserStore(CatalystDbContext context) : IUserStore
{
    public Task<UserAccount?> FindAsync(UserId id, CancellationToken cancellationToken) =>
        context.Accounts.FirstOrDefaultAsync(user => user.Id == id, cancellationToken);

    public Task LockAsync(UserId id, CancellationToken cancellationToken) => context.LockAsync(id, cancellationToken);

    public Task<bool> AnyPlatformAdminAsync(CancellationToken cancellationToken) =>
        context.Accounts.AnyAsync(user => user.PlatformAdmin, cancellationToken);

    public async Task<Result<Page<UserAccount>>> SearchAsync(
        UserQuery query, SearchTerms terms, PageRequest page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await UserSearch.Find(context, query, terms, now)
            .OrderBy(id => id)
            .PageAsync<UserId, UserId>(page, id => id, (ids, last) => ids.Where(id => id.CompareTo(last) > 0), cancellationToken)
            .ConfigureAwait(false);
        if (!found.TryGet(out var list, out var error))
        {
            return error;
        }

        var ids = list.Items;
        return new Page<UserAccount>(
            await context.Accounts.AsNoTracking().Where(user => ids.Contains(user.Id)).OrderBy(user => user.Id).ToListAsync(cancellationToken)
                .ConfigureAwait(false),
            list.NextCursor);
    }

    public async Task<IReadOnlyList<OwnedOrg>> ListOwnedOrgsAsync(UserId user, CancellationToken cancellationToken)
    {
        var orgs = await context.Memberships.AsNoTracking()
            .Where(membership => membership.UserId == user && membership.Role == BuiltInRoles.Owner)
            .Join(context.Organisations, membership => membership.OrgId, org => org.Id, (_, org) => new { org.Id, org.Status })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var ids = orgs.Select(org => org.Id).ToList();
        var others = await context.Memberships.AsNoTracking()
            .Where(membership => ids.Contains(membership.OrgId) && membership.UserId != user && membership.Role == BuiltInRoles.Owner)
            .OrderBy(membership => membership.Id)
            .Select(membership => new { membership.OrgId, membership.UserId })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. orgs.Select(org => new OwnedOrg(org.Id, org.Status, others.FirstOrDefault(other => other.OrgId == org.Id)?.UserId))];
    }

    public void Add(UserAccount user) => context.Add(user);

    public async Task RemoveAsync(UserAccount user, CancellationToken cancellationToken)
    {
        // A subject may be of several kinds, so no foreign key takes these along.
        var subject = user.Id.ToString();
        await context.Bindings.Where(binding => binding.Subject == subject).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        context.Remove(user);
    }
}
