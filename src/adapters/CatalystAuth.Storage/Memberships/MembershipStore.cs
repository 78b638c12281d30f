using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Memberships;

internal sealed class MembershipStore(CatalystDbContext context) : IMembershipStore
{
    private const int MaxOrgsOfUser = 1000;
    private const int MaxOwners = 100;

    public Task<Membership?> FindAsync(OrgId org, UserId user, CancellationToken cancellationToken) => context.Memberships
        .FirstOrDefaultAsync(membership => membership.OrgId == org && membership.UserId == user, cancellationToken);

    public async Task<Member?> ShowAsync(OrgId org, UserId user, CancellationToken cancellationToken)
    {
        var found = await context.Memberships
            .AsNoTracking()
            .Where(membership => membership.OrgId == org && membership.UserId == user)
            .OrderBy(membership => membership.Id)
            .PageMembersAsync(context, new(1), cancellationToken)
            .ConfigureAwait(false);
        return found.Value.Items.SingleOrDefault();
    }

    public Task<Result<Page<Member>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken) => context.Memberships
        .AsNoTracking()
        .Where(membership => membership.OrgId == org)
        .OrderBy(membership => membership.Id)
        .PageMembersAsync(context, page, cancellationToken);

    public async Task<IReadOnlyList<MyOrg>> ListOfUserAsync(UserId user, CancellationToken cancellationToken) => await context.Memberships
        .AsNoTracking()
        .Where(membership => membership.UserId == user)
        .Join(
            context.Organisations, membership => membership.OrgId, org => org.Id,
            (membership, org) => new { org.Id, org.Slug, org.Name, membership.Role, org.LogoUrl, org.Status })
        .OrderBy(row => row.Id)
        .Take(MaxOrgsOfUser)
        .Select(row => new MyOrg(row.Id, row.Slug, row.Name, row.Role) { LogoUrl = row.LogoUrl, Status = row.Status })
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public async Task<IReadOnlyList<Membership>> ListAllOfUserAsync(UserId user, CancellationToken cancellationToken) => await context.Memberships
        .AsNoTracking()
        .Where(membership => membership.UserId == user)
        .OrderBy(membership => membership.OrgId)
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public async Task<UserId?> FindOtherOwnerAsync(OrgId org, UserId user, CancellationToken cancellationToken) => await context.Memberships
        .AsNoTracking()
        .Where(membership => membership.OrgId == org && membership.UserId != user && membership.Role == BuiltInRoles.Owner)
        .OrderBy(membership => membership.Id)
        .Select(membership => (UserId?)membership.UserId)
        .FirstOrDefaultAsync(cancellationToken)
        .ConfigureAwait(false);

    public async Task<IReadOnlyList<UserAccount>> ListOwnersAsync(OrgId org, CancellationToken cancellationToken) => await context.Memberships
        .AsNoTracking()
        .Where(membership => membership.OrgId == org && membership.Role == BuiltInRoles.Owner)
        .OrderBy(membership => membership.Id)
        .Take(MaxOwners)
        .Join(context.Accounts, membership => membership.UserId, user => user.Id, (_, user) => user)
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public Task<long> CountAsync(OrgId org, CancellationToken cancellationToken) =>
        context.Memberships.LongCountAsync(membership => membership.OrgId == org, cancellationToken);

    public void Add(Membership membership) => context.Add(membership);

    public void Remove(Membership membership)
    {
        // Who comes back later must not find roles that were bound to them before.
        var subject = membership.UserId.ToString();
        context.RemoveRange(context.Bindings.Where(binding => binding.OrgId == membership.OrgId && binding.Subject == subject));
        context.Remove(membership);
    }
}
