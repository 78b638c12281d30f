using System.Collections.Concurrent;
using CatalystAuth.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>A clock that the test turns, and that knows who waits for it: a clock that is turned before anybody waits wakes nobody.</summary>
public sealed class TurnedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<TimeSpan, int> _waits = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (period == Timeout.InfiniteTimeSpan)
        {
            _waits.AddOrUpdate(dueTime, 1, (_, count) => count + 1);
        }

        return timer;
    }

    /// <summary>Ends when somebody has begun, for the time of this count, to wait once and for so long.</summary>
    public Task WaitsAsync(TimeSpan length, int count) =>
        Eventually.BeAsync(() => Task.FromResult(_waits.GetValueOrDefault(length) >= count), TimeSpan.FromMinutes(1));
}
