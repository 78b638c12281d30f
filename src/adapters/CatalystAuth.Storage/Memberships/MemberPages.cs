using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Memberships;

/// <summary>Pages of members with their names.</summary>
internal static class MemberPages
{
    public static async Task<Result<Page<Member>>> PageMembersAsync(
        this IOrderedQueryable<Membership> memberships, CatalystDbContext context, PageRequest page, CancellationToken cancellationToken,
        Func<UserAccount, bool>? keep = null)
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
        var profiles = await context.Profiles.AsNoTracking().Where(profile => ids.Contains(profile.UserId))
            .Select(profile => new { profile.UserId, profile.AvatarUrl, profile.Public })
            .ToDictionaryAsync(profile => profile.UserId, cancellationToken).ConfigureAwait(false);

        // Who was deleted since the memberships were read is a member no more.
        return new Page<Member>(
            [.. list.Items.Where(membership => users.TryGetValue(membership.UserId, out var user) && keep?.Invoke(user) != false).Select(membership =>
            {
                var profile = profiles.GetValueOrDefault(membership.UserId);
                return membership.ToContract(users[membership.UserId]) with
                {
                    AvatarUrl = profile?.AvatarUrl,
                    Public = profile is null or { Public: "{}" } ? null : ProfileEntry.Read(profile.Public),
                };
            })],
            list.NextCursor);
    }
}
