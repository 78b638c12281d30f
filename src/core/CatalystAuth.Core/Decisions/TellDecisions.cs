using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Decisions;

/// <summary>
/// Tells what was decided in the minutes that are over, one event for each app, outcome and reason, over all nodes. What was recorded late
/// makes another event of the same minute.
/// </summary>
public sealed class TellDecisions(IDecisionStore store, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 200;

    // Decisions are written behind the requests.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Tells what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = DecisionCount.MinuteOf(time.GetUtcNow() - Grace);
        while (await store.HasCountsAsync(before, cancellationToken).ConfigureAwait(false))
        {
            var done = await unitOfWork.RunAsync<bool>(
                async ct =>
                {
                    foreach (var count in await store.TakeCountsAsync(before, Batch, ct).ConfigureAwait(false))
                    {
                        journal.Tell(
                            count.OrgId, count.AppId.ToString(),
                            new AuthDecision(count.Outcome, count.Reason, count.Count, count.Minute, count.Minute.AddMinutes(1), count.Last));
                    }

                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            if (!done.TryGet(out _, out var error))
            {
                throw new InfraException($"Decisions can't be told: {error.Code}.");
            }
        }
    }
}
