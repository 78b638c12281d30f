using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Revocations;

/// <summary>Counts who follows this node's revocations at once, in all and from one address. Thread-safe.</summary>
public sealed class FollowerPlaces(IOptions<InvalidationOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Takes a place until it is disposed; null when there is none left.</summary>
    public IDisposable? TryTake(string address)
    {
        lock (_gate)
        {
            var taken = _taken.GetValueOrDefault(address);
            if (_all >= options.Value.MaxFollowers || taken >= options.Value.MaxFollowersPerAddress)
            {
                return null;
            }

            _all++;
            _taken[address] = taken + 1;
            return new Place(this, address);
        }
    }

    private void Free(string address)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[address] == 0)
            {
                _taken.Remove(address);
            }
        }
    }

    private sealed class Place(FollowerPlaces places, string address) : IDisposable
    {
        private int _freed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _freed, 1) == 0)
            {
                places.Free(address);
            }
        }
    }
}
