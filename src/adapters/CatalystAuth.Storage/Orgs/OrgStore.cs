using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
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

    public Task LockAsync(OrgId org, CancellationToken cancellationToken) => context.LockAsync(org, cancellationToken);

    public Task<Result<Page<Organisation>>> ListForUserAsync(UserId user, PageRequest page, CancellationToken cancellationToken) =>
        context.Organisations.AsNoTracking()
            .Where(org => context.Memberships.Where(membership => membership.UserId == user).Select(membership => membership.OrgId).Contains(org.Id))
            .OrderBy(org => org.Id)
            .PageAsync<Organisation, OrgId>(
                page, org => org.Id, (query, last) => query.Where(org => org.Id.CompareTo(last) > 0), cancellationToken);

    public void Add(Organisation org) => context.Add(org);
}
