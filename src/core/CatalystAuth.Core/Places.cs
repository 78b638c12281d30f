namespace CatalystAuth.Core;

/// <summary>Counts what is open on this node at once, in all and of one holder, so that one does not take all there is. Thread-safe.</summary>
/// <param name="most">How many there are.</param>
/// <param name="mostOfOne">How many of them one holder may have.</param>
/// <typeparam name="THolder">Who has them.</typeparam>
public abstract class Places<THolder>(int most, int mostOfOne)
    where THolder : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<THolder, int> _taken = [];
    private int _all;

    /// <summary>Takes one until it is disposed; null when there is none left.</summary>
    public IDisposable? TryTake(THolder holder)
    {
        lock (_gate)
        {
            var taken = _taken.GetValueOrDefault(holder);
            if (_all >= most || taken >= mostOfOne)
            {
                return null;
            }

            _all++;
            _taken[holder] = taken + 1;
            return new Place(this, holder);
        }
    }

    private void Free(THolder holder)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[holder] == 0)
            {
                _taken.Remove(holder);
            }
        }
    }

    private sealed class Place(Places<THolder> places, THolder holder) : IDisposable
    {
        private int _freed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _freed, 1) == 0)
            {
                places.Free(holder);
            }
        }
    }
}
