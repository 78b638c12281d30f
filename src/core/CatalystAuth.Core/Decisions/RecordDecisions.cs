using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Decisions;

/// <summary>
/// Writes decisions that are to be recorded, and counts in the same transaction those that are to be told: no crash tells one that is recorded
/// twice or not at all. One that is only told may count twice when nobody knows whether it was written the first time.
/// </summary>
public sealed class RecordDecisions(
    IDecisionStore store, IDecisionSources sources, IUnitOfWork unitOfWork, IOptions<DecisionOptions> options)
{
    /// <summary>Writes a batch. One that was written before changes nothing.</summary>
    public async Task RunAsync(IReadOnlyList<Decision> batch, CancellationToken cancellationToken)
    {
        var recorded = batch.ToLookup(decision => options.Value.Records(decision.Outcome, decision.Id));
        var complete = new List<Decision>(batch.Count);
        foreach (var decision in recorded[true])
        {
            complete.Add(await sources.CompleteAsync(decision, cancellationToken).ConfigureAwait(false));
        }

        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var added = await store.AppendAsync(complete, ct).ConfigureAwait(false);
                foreach (var count in DecisionCount.Of(added.Concat(recorded[false]).Where(decision => options.Value.Tells(decision.Outcome))))
                {
                    await store.CountAsync(count, ct).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (!done.TryGet(out _, out var error))
        {
            throw new InfraException($"Decisions can't be recorded: {error.Code}.");
        }
    }
}
