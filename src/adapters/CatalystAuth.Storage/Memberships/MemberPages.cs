using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Memberships;

/// <summary>Pages of members with their names.</summary>
internal static class MemberPages
{
    public static async Task<Result<Page<Member>>> PageMembersAsync(
        this IOrderedQueryable<Membership> memberships, CatalystDbContext context, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await memberships
            .PageAsync<Membership, MembershipId>(
                page, membership => membership.Id, (query, last) => query.Where(membership => membership.Id.CompareTo(last) > 0), cancellationToken)
            .ConfigureAwait(false);
        if (!found.TryGet(out var list, out var error))
        {
            return error;
        }

        var ids = list.Items.Select(membership => membership.UserId).ToList();
        var users = await context.Accounts.AsNoTracking().Where(user => ids.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, cancellationToken).ConfigureAwait(false);
        return new Page<Member>([.. list.Items.Select(membership => membership.ToContract(users[membership.UserId]))], list.NextCursor);
    }
}
