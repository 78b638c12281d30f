using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Orgs;

internal sealed class OrgStore(CatalystDbContext context) : IOrgStore
{
    public Task<Organisation?> FindAsync(OrgRef org, CancellationToken cancellationToken)
    {
        if (org.Id is { } id)
        {
            return context.Organisations.FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        }

        var slug = org.Slug;
        return context.Organisations.FirstOrDefaultAsync(found => found.Slug == slug, cancellationToken);
    }

    public async Task LockAsync(OrgId org, CancellationToken cancellationToken)
    {
        await context.LockAsync(org, cancellationToken).ConfigureAwait(false);
        if (context.Organisations.Local.FindEntry(org) is { State: EntityState.Unchanged } known)
        {
            var version = await context.Organisations.AsNoTracking().Where(current => current.Id == org)
                .Select(current => (int?)current.Version).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            Check(version == known.Entity.Version);
        }

        foreach (var read in context.ChangeTracker.Entries<Membership>().Where(entry => entry.Entity.OrgId == org && entry.State == EntityState.Unchanged).ToList())
        {
            var role = await context.Memberships.AsNoTracking().Where(current => current.Id == read.Entity.Id)
                .Select(current => current.Role).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            Check(role == read.Entity.Role);
        }
    }

    public Task<Result<Page<Organisation>>> ListForUserAsync(
        UserId user, OrgStatus? status, PageRequest page, CancellationToken cancellationToken) => context.Organisations.AsNoTracking()
        .Where(org => status == null ? org.Status != OrgStatus.Deleted : org.Status == status)
        .Where(org => context.Memberships.Where(membership => membership.UserId == user
            && (org.Status != OrgStatus.Deleted || membership.Role == BuiltInRoles.Owner)).Select(membership => membership.OrgId).Contains(org.Id))
        .OrderBy(org => org.Id)
        .PageAsync<Organisation, OrgId>(
            page, org => org.Id, (query, last) => query.Where(org => org.Id.CompareTo(last) > 0), cancellationToken);

    public Task<long> CountOwnedAsync(UserId user, CancellationToken cancellationToken) =>
        context.Organisations.LongCountAsync(org => org.OwnerUserId == user && org.Status != OrgStatus.Deleted, cancellationToken);

    public void Add(Organisation org) => context.Add(org);

    // The unit of work begins anew then, and decides by what is true now.
    private static void Check(bool isAsItWas)
    {
        if (!isAsItWas)
        {
            throw new DbUpdateConcurrencyException("What was read of the organisation changed before it was held.");
        }
    }
}
