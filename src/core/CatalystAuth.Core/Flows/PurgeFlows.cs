using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Flows;

/// <summary>Forgets flows that expired without an end.</summary>
public sealed class PurgeFlows(IFlowStore flows, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Forgets what is due.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        unitOfWork.RepeatAsync(Batch, ct => flows.PurgeAsync(time.Now(), Batch, ct), cancellationToken);
}
