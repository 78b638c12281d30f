using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Retention;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Audit;

internal sealed class RetentionStore(CatalystDbContext context, IHoldStore holds) : IRetentionStore
{
    public async Task<IReadOnlyList<AuditCut>> ListDueAsync(
        DateTimeOffset signedUpTo, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        if (await ListHeldAsync(cancellationToken).ConfigureAwait(false) is not { } held)
        {
            return [];
        }

        var due = await context.AuditCheckpoints
            .Where(checkpoint => checkpoint.At <= signedUpTo && !held.Contains(checkpoint.Chain)
                && !context.AuditCuts.Any(cut => cut.Chain == checkpoint.Chain && cut.Seq >= checkpoint.Seq))
            .GroupBy(checkpoint => checkpoint.Chain)
            .Select(chain => new { Chain = chain.Key, Seq = chain.Max(checkpoint => checkpoint.Seq) })
            .OrderBy(chain => chain.Chain)
            .Take(most)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. due.Select(chain => new AuditCut { Chain = chain.Chain, Seq = chain.Seq, At = now })];
    }

    public void Add(AuditCut cut) => context.Add(cut);

    public async Task<IReadOnlyList<AuditCut>> ListUndoneAsync(int most, CancellationToken cancellationToken) =>
        await ListHeldAsync(cancellationToken).ConfigureAwait(false) is not { } held
            ? []
            : await context.AuditCuts.AsNoTracking()
                .Where(cut => !held.Contains(cut.Chain)
                    && !context.AuditCuts.Any(later => later.Chain == cut.Chain && later.Seq > cut.Seq)
                    && context.AuditLinks.Any(link => link.Chain == cut.Chain && link.Seq <= cut.Seq))
                .OrderBy(cut => cut.Chain)
                .Take(most)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);

    public async Task<int> DeleteAsync(AuditCut cut, int most, CancellationToken cancellationToken)
    {
        var places = await context.AuditLinks.AsNoTracking()
            .Where(link => link.Chain == cut.Chain && link.Seq <= cut.Seq)
            .OrderBy(link => link.Seq)
            .Take(most)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var ids = places.Select(link => link.RecordId).ToList();
        await context.AuditPersonal.Where(values => ids.Contains(values.RecordId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

        // Before their places, by which the database knows that they may be.
        await context.AuditRecords.Where(record => ids.Contains(record.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        var last = places.Count == 0 ? 0 : places[^1].Seq;
        await context.AuditOutgoing.Where(waiting => waiting.Chain == cut.Chain && waiting.Seq <= last).ExecuteDeleteAsync(cancellationToken)
            .ConfigureAwait(false);
        return await context.AuditLinks.Where(link => link.Chain == cut.Chain && link.Seq <= last).ExecuteDeleteAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<CutPoint?> FindCutAsync(AuditChain chain, CancellationToken cancellationToken)
    {
        var cut = await context.AuditCuts.AsNoTracking().Where(cut => cut.Chain == chain).OrderByDescending(cut => cut.Seq)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return cut is null
            ? null
            : new(cut, await context.AuditCheckpoints.AsNoTracking()
                .FirstOrDefaultAsync(checkpoint => checkpoint.Chain == chain && checkpoint.Seq == cut.Seq, cancellationToken).ConfigureAwait(false));
    }

    // The chains that are kept; null when all are.
    private async Task<List<AuditChain>?> ListHeldAsync(CancellationToken cancellationToken)
    {
        var inForce = await holds.ListInForceAsync(cancellationToken).ConfigureAwait(false);
        return inForce.Any(hold => hold.OrgId is null) ? null : [.. inForce.Select(hold => new AuditChain(hold.OrgId)).Distinct()];
    }
}
