using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Decisions;

/// <summary>Removes decisions that were kept for long enough.</summary>
public sealed class PurgeDecisions(IDecisionStore store, IUnitOfWork unitOfWork, IOptions<DecisionOptions> options, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Removes what is due.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.Retention;
        return unitOfWork.RepeatAsync(Batch, ct => store.RemoveAsync(before, Batch, ct), cancellationToken);
    }
}
