using CatalystAuth.Core.Entitlements;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Entitlements;

internal sealed class PlanStore(CatalystDbContext context) : IPlanStore
{
    public Task LockAsync(CancellationToken cancellationToken) => context.LockTableAsync<StoredPlan>(cancellationToken);

    public async Task<IReadOnlyList<StoredPlan>> ListAsync(CancellationToken cancellationToken) =>
        await context.Plans.OrderBy(plan => plan.Key).ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<StoredPlan?> FindAsync(string key, CancellationToken cancellationToken) =>
        context.Plans.FirstOrDefaultAsync(plan => plan.Key == key, cancellationToken);

    public Task<bool> IsInUseAsync(string key, CancellationToken cancellationToken) =>
        context.OrgEntitlements.AnyAsync(row => row.Plan == key, cancellationToken);

    public void Add(StoredPlan plan) => context.Add(plan);

    public void Remove(StoredPlan plan) => context.Remove(plan);
}
