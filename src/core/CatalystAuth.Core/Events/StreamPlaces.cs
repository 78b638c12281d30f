using CatalystAuth.Contracts.Orgs;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Events;

/// <summary>Counts this node's open streams, so that one organisation does not take all there are. Thread-safe.</summary>
internal sealed class StreamPlaces(IOptions<EventOptions> options)
{
    private readonly Lock _gate = new();

    // What concerns every organisation has places like one.
    private readonly Dictionary<OrgId, int> _taken = [];

    private int _all;

    /// <summary>Takes one until it is disposed; null when there is none left.</summary>
    public IDisposable? TryTake(OrgId? org)
    {
        var of = org ?? default;
        lock (_gate)
        {
            var taken = _taken.GetValueOrDefault(of);
            if (_all >= options.Value.MaxStreams || taken >= options.Value.MaxStreamsPerOrg)
            {
                return null;
            }

            _all++;
            _taken[of] = taken + 1;
            return new Place(this, of);
        }
    }

    private void Free(OrgId org)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[org] == 0)
            {
                _taken.Remove(org);
            }
        }
    }

    private sealed class Place(StreamPlaces places, OrgId org) : IDisposable
    {
        private int _freed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _freed, 1) == 0)
            {
                places.Free(org);
            }
        }
    }
}
