using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Lets one answer after another into a flow: of a double click the second waits, and is told what came of the first, rather than to use up the same code beside it.
/// Of this node; between nodes the flow's version decides.
/// </summary>
internal sealed class FlowLanes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FlowId, Lane> _lanes = [];

    /// <summary>Waits until nobody else answers the flow. Its owner only: nobody else has anything to wait for.</summary>
    public async ValueTask<Turn> EnterAsync(FlowId flow, CancellationToken cancellationToken)
    {
        Lane? lane;
        bool waited;
        lock (_gate)
        {
            waited = _lanes.TryGetValue(flow, out lane);
            lane ??= _lanes[flow] = new();
            lane.Users++;
        }

        var entered = false;
        try
        {
            await lane.Free.WaitAsync(cancellationToken).ConfigureAwait(false);
            entered = true;
            return new(this, flow, lane, waited);
        }
        finally
        {
            if (!entered)
            {
                Leave(flow, lane);
            }
        }
    }

    private void Leave(FlowId flow, Lane lane)
    {
        lock (_gate)
        {
            if (--lane.Users == 0)
            {
                _lanes.Remove(flow);
                lane.Free.Dispose();
            }
        }
    }

    /// <summary>One's turn, until it is disposed of.</summary>
    /// <param name="lanes">Of which it is.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="waited">Whether somebody else was there.</param>
    public readonly struct Turn(FlowLanes lanes, FlowId flow, Lane lane, bool waited) : IDisposable
    {
        /// <summary>Whether somebody else was there, so that what was read before may be old.</summary>
        public bool Waited => waited;

        /// <inheritdoc />
        public void Dispose()
        {
            lane.Free.Release();
            lanes.Leave(flow, lane);
        }
    }

    /// <summary>Of one flow.</summary>
    internal sealed class Lane
    {
        /// <summary>Free for one.</summary>
        public SemaphoreSlim Free { get; } = new(1, 1);

        /// <summary>How many are in it or wait.</summary>
        public int Users { get; set; }
    }
}
