using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Orgs;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Orgs;

internal sealed class OrgSlugStore(CatalystDbContext context) : IOrgSlugStore
{
    public Task<OrgId?> FindHolderAsync(string slug, CancellationToken cancellationToken) => context.OrgSlugs.AsNoTracking()
        .Where(row => row.Slug == slug).Select(row => (OrgId?)row.OrgId).FirstOrDefaultAsync(cancellationToken);

    public Task<int> CountAsync(OrgId org, CancellationToken cancellationToken) =>
        context.OrgSlugs.CountAsync(row => row.OrgId == org, cancellationToken);
}
