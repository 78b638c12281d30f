using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Flows;

/// <summary>Forgets flows that expired without an end, how others ended, and devices that were not used for long.</summary>
public sealed class PurgeFlows
{
    private const int Batch = 1000;

    private readonly IFlowStore _flows;
    private readonly IEndedFlowStore _ended;
    private readonly Devices.Devices _devices;
    private readonly IUnitOfWork _unitOfWork;
    private readonly TimeProvider _time;

    internal PurgeFlows(IFlowStore flows, IEndedFlowStore ended, Devices.Devices devices, IUnitOfWork unitOfWork, TimeProvider time) =>
        (_flows, _ended, _devices, _unitOfWork, _time) = (flows, ended, devices, unitOfWork, time);

    /// <summary>Forgets what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _unitOfWork.RepeatAsync(Batch, ct => _flows.PurgeAsync(_time.Now(), Batch, ct), cancellationToken).ConfigureAwait(false);
        await _unitOfWork.RepeatAsync(Batch, ct => _ended.PurgeAsync(_time.Now(), Batch, ct), cancellationToken).ConfigureAwait(false);
        await _devices.PurgeAsync(cancellationToken).ConfigureAwait(false);
    }
}
