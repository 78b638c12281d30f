using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Entitlements;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Entitlements;

internal sealed class UsageStore(CatalystDbContext context) : IUsageStore
{
    // Longer than any period: nobody asks for it any more.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(62);

    public async Task<long?> TryAddAsync(
        CounterKey counter, long amount, long most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One statement looks and counts: whoever is second waits for the row and looks again.
        var found = Find(counter);
        var changed = amount > 0
            ? await found.Where(row => row.Used <= most - amount)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Used, row => row.Used + amount).SetProperty(row => row.UpdatedAt, now), cancellationToken)
                .ConfigureAwait(false)
            : await found
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Used, row => row.Used + amount < 0 ? 0 : row.Used + amount).SetProperty(row => row.UpdatedAt, now),
                    cancellationToken)
                .ConfigureAwait(false);
        if (changed > 0)
        {
            return await ReadAsync(counter, cancellationToken).ConfigureAwait(false);
        }

        if (amount < 0)
        {
            return 0;
        }

        if (amount > most || await found.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        // The first of a period. Should another be first, the unit of work collides with it and runs again.
        await context.UsageCounters
            .Where(row => row.OrgId == counter.OrgId && row.Limit == counter.Limit && row.Period != string.Empty && row.UpdatedAt < now - Kept)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        context.Add(new UsageCounter { OrgId = counter.OrgId, Limit = counter.Limit, Period = counter.Period, Used = amount, UpdatedAt = now });
        return amount;
    }

    public Task<long> ReadAsync(CounterKey counter, CancellationToken cancellationToken) =>
        Find(counter).Select(row => row.Used).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<UsageCounter>> ListAsync(OrgId org, CancellationToken cancellationToken) =>
        await context.UsageCounters.AsNoTracking().Where(row => row.OrgId == org).ToListAsync(cancellationToken).ConfigureAwait(false);

    private IQueryable<UsageCounter> Find(CounterKey counter) => context.UsageCounters.AsNoTracking()
        .Where(row => row.OrgId == counter.OrgId && row.Limit == counter.Limit && row.Period == counter.Period);
}
