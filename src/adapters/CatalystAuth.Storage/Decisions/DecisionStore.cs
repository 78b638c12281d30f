using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Core.Decisions;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Decisions;

internal sealed class DecisionStore(CatalystDbContext context) : IDecisionStore
{
    public async Task AppendAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        // A batch comes again when nobody knows whether it was written the first time.
        var ids = decisions.Select(decision => decision.Id).ToList();
        var known = await context.Decisions.Where(decision => ids.Contains(decision.Id)).Select(decision => decision.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        context.AddRange(decisions.ExceptBy(known, decision => decision.Id));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.ChangeTracker.Clear();
    }

    public Task<Decision?> FindAsync(DecisionId id, CancellationToken cancellationToken) =>
        context.Decisions.AsNoTracking().FirstOrDefaultAsync(decision => decision.Id == id, cancellationToken);
}
