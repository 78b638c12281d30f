using System.Collections.Concurrent;
using System.Globalization;

namespace CatalystAuth.Core.RateLimits;

/// <summary>
/// Counts in this process. Remembers so many names at most; past that, new ones share what they may by their hash, so that a flood of
/// names costs no memory and opens nothing.
/// </summary>
public sealed class MemoryRateLimiter(TimeProvider time) : IRateLimiter
{
    /// <summary>The most names that are counted apart.</summary>
    public const int MostNames = 100_000;

    private const int SharedNames = 4096;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Used> _used = new(StringComparer.Ordinal);
    private long _sweptAt = time.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public ValueTask<RateLimitState> TakeAsync(string name, RateLimit limit, int cost, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        while (true)
        {
            var used = Find(name, now);
            lock (used)
            {
                // What was swept away meanwhile is counted no more.
                if (!used.IsGone)
                {
                    (used.Full, var state) = Gcra.Take(limit, cost, used.Full, now);
                    return ValueTask.FromResult(state);
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RateLimitState>> TakeAllAsync(IReadOnlyList<RateLimitTake> takes, CancellationToken cancellationToken)
    {
        // Before the first is taken.
        foreach (var take in takes)
        {
            take.ThrowIfNeverHad();
        }

        var now = time.GetUtcNow().UtcTicks;
        while (true)
        {
            var used = takes.Select(take => Find(take.Name, now)).ToArray();
            if (TryTakeAll(takes, used, now) is { } states)
            {
                return ValueTask.FromResult<IReadOnlyList<RateLimitState>>(states);
            }
        }
    }

    // Null when one was swept away meanwhile.
    private static RateLimitState[]? TryTakeAll(IReadOnlyList<RateLimitTake> takes, Used[] used, long now)
    {
        // In one order everywhere, so that no two wait for each other. One that stands for two names is entered twice.
        var ordered = used.OrderBy(one => one.Number).ToArray();
        var entered = 0;
        try
        {
            for (; entered < ordered.Length; entered++)
            {
                Monitor.Enter(ordered[entered]);
            }

            return Array.Exists(used, one => one.IsGone) ? null : TakeAllLocked(takes, used, now);
        }
        finally
        {
            while (entered > 0)
            {
                Monitor.Exit(ordered[--entered]);
            }
        }
    }

    private static RateLimitState[] TakeAllLocked(IReadOnlyList<RateLimitTake> takes, Used[] used, long now)
    {
        var (states, before) = (new RateLimitState[used.Length], new long[used.Length]);
        for (var i = 0; i < used.Length; i++)
        {
            before[i] = used[i].Full;
            (used[i].Full, states[i]) = Gcra.Take(takes[i].Limit, takes[i].Cost, used[i].Full, now);
        }

        if (!Array.TrueForAll(states, state => state.IsAllowed))
        {
            // Backwards, for one that stands for two names.
            for (var i = used.Length - 1; i >= 0; i--)
            {
                used[i].Full = before[i];
                states[i] = states[i].IsAllowed ? Gcra.Take(takes[i].Limit, 0, before[i], now).State : states[i];
            }
        }

        return states;
    }

    private Used Find(string name, long now)
    {
        if (_used.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_used.Count >= MostNames)
        {
            Sweep(now);
            name = _used.Count >= MostNames ? SharedNameOf(name) : name;
        }

        return _used.GetOrAdd(name, static _ => new Used());
    }

    // The hash is seeded anew by each process, so that nobody can choose with whom to share.
    private static string SharedNameOf(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"\0{(uint)string.GetHashCode(name, StringComparison.Ordinal) % SharedNames}");

    // One caller now and then; the others don't wait for it.
    private void Sweep(long now)
    {
        var sweptAt = Volatile.Read(ref _sweptAt);
        if (now - sweptAt < SweepEvery.Ticks || Interlocked.CompareExchange(ref _sweptAt, now, sweptAt) != sweptAt)
        {
            return;
        }

        foreach (var (name, used) in _used)
        {
            lock (used)
            {
                used.IsGone = used.Full <= now && _used.TryRemove(name, out _);
            }
        }
    }

    private sealed class Used
    {
        private static long _last;

        public long Number { get; } = Interlocked.Increment(ref _last);

        public long Full { get; set; }

        public bool IsGone { get; set; }
    }
}
