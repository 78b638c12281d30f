using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Storage.Conversions;
using CatalystAuth.Storage.Databases;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Decisions;

internal sealed class DecisionStore(CatalystDbContext context) : IDecisionStore
{
    public async Task<IReadOnlyList<Decision>> AppendAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        // A batch comes again when nobody knows whether it was written the first time.
        var ids = decisions.Select(decision => decision.Id).ToList();
        var known = await context.Decisions.Where(decision => ids.Contains(decision.Id)).Select(decision => decision.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var added = decisions.ExceptBy(known, decision => decision.Id).ToList();
        context.AddRange(added);
        return added;
    }

    public Task<Decision?> FindAsync(DecisionId id, CancellationToken cancellationToken) =>
        context.Decisions.AsNoTracking().FirstOrDefaultAsync(decision => decision.Id == id, cancellationToken);

    // Nodes count the same at once; who comes second waits, and must not fail for it.
    public Task CountAsync(DecisionCount count, CancellationToken cancellationToken)
    {
        object minute = context is PostgresCatalystDbContext ? count.Minute : count.Minute.UtcTicks;
        return context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO decision_counts (app_id, outcome, reason, minute, org_id, count, last)
            VALUES ({count.AppId.Value}, {WordConverter<DecisionOutcome>.Write(count.Outcome)}, {count.Reason}, {minute}, {count.OrgId.Value}, {count.Count}, {count.Last.Value})
            ON CONFLICT (app_id, outcome, reason, minute) DO UPDATE SET count = decision_counts.count + excluded.count, last = excluded.last
            """, cancellationToken);
    }

    public Task<bool> HasCountsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        context.DecisionCounts.AnyAsync(row => row.Minute < before, cancellationToken);

    public async Task<IReadOnlyList<DecisionCount>> TakeCountsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var due = await context.DecisionCounts.AsNoTracking().Where(row => row.Minute < before)
            .OrderBy(row => row.AppId).ThenBy(row => row.Outcome).ThenBy(row => row.Reason).ThenBy(row => row.Minute)
            .Take(most)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var taken = new List<DecisionCount>(due.Count);
        foreach (var row in due)
        {
            // Not when another took it, or counted on, since it was read.
            if (await Of(row).Where(found => found.Count == row.Count).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 1)
            {
                taken.Add(row);
            }
        }

        return taken;
    }

    public Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var first = FirstIds.At<DecisionId>(before);
        return context.Decisions.Where(decision => decision.Id.CompareTo(first) < 0).OrderBy(decision => decision.Id).Take(most)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<DecisionCount> Of(DecisionCount count) => context.DecisionCounts.Where(row =>
        row.AppId == count.AppId && row.Outcome == count.Outcome && row.Reason == count.Reason && row.Minute == count.Minute);
}
