using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Entitlements;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Entitlements;

internal sealed class EntitlementStore(CatalystDbContext context) : IEntitlementStore
{
    public async Task<EntitlementSources> ReadAsync(OrgId? org, UserId? user, CancellationToken cancellationToken)
    {
        var ofOrg = org is { } orgId
            ? await context.OrgEntitlements.AsNoTracking().FirstOrDefaultAsync(row => row.OrgId == orgId, cancellationToken).ConfigureAwait(false)
            : null;
        var key = ofOrg?.Plan;
        var plans = await context.Plans.AsNoTracking().Where(plan => plan.IsDefault || plan.Key == key)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var ofUser = user is { } userId
            ? await context.UserEntitlements.AsNoTracking().FirstOrDefaultAsync(row => row.UserId == userId, cancellationToken).ConfigureAwait(false)
            : null;
        return new(plans.Find(plan => plan.IsDefault), plans.Find(plan => plan.Key == key), ofOrg, ofUser);
    }

    public Task<StoredOrgEntitlements?> FindAsync(OrgId org, CancellationToken cancellationToken) =>
        context.OrgEntitlements.FirstOrDefaultAsync(row => row.OrgId == org, cancellationToken);

    public Task<StoredUserEntitlements?> FindAsync(UserId user, CancellationToken cancellationToken) =>
        context.UserEntitlements.FirstOrDefaultAsync(row => row.UserId == user, cancellationToken);

    public void Add(StoredOrgEntitlements entitlements) => context.Add(entitlements);

    public void Add(StoredUserEntitlements entitlements) => context.Add(entitlements);
}
