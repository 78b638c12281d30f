using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Invalidation;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Orgs;

internal sealed class StoppedOrgStore(CatalystDbContext context) : IStoppedOrgs
{
    public async Task<IReadOnlyList<StoppedOrg>> ListAsync(CancellationToken cancellationToken) => await context.Organisations.AsNoTracking()
        .Where(org => org.Status != OrgStatus.Active)
        .Select(org => new StoppedOrg(org.Id, org.StatusAt ?? org.CreatedAt))
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);
}
