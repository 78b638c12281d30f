using CatalystAuth.Core.Invalidation;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Core.Tests.Invalidation;

/// <summary>When the log is read: by the timer, by signals, and never by each signal of a flood.</summary>
public sealed class InvalidationWakeTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly InvalidationWake _wake;

    public InvalidationWakeTests() => _wake = new(Interval, _time);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_wakes_at_each_tick()
    {
        for (var i = 0; i < 3; i++)
        {
            var waiting = _wake.WaitAsync(Cancelled);
            _time.Advance(Interval - TimeSpan.FromMilliseconds(1));
            waiting.IsCompleted.ShouldBeFalse();

            _time.Advance(TimeSpan.FromMilliseconds(1));
            await waiting;
        }
    }

    [Fact]
    public async Task A_signal_wakes_it_before_the_tick()
    {
        var waiting = _wake.WaitAsync(Cancelled);
        waiting.IsCompleted.ShouldBeFalse();

        _wake.Signal();

        await waiting;
    }

    [Fact]
    public async Task A_flood_before_a_read_is_one_read()
    {
        Parallel.For(0, 10_000, _ => _wake.Signal());

        await _wake.WaitAsync(Cancelled);

        await ShouldSleepAsync();
    }

    [Fact]
    public async Task A_flood_during_a_read_is_one_more_read()
    {
        _wake.Signal();
        await _wake.WaitAsync(Cancelled);
        Parallel.For(0, 10_000, _ => _wake.Signal());

        _time.Advance(TimeSpan.FromSeconds(1));
        await _wake.WaitAsync(Cancelled);

        await ShouldSleepAsync();
    }

    [Fact]
    public async Task Reads_that_signals_ask_for_keep_a_pause()
    {
        _wake.Signal();
        await _wake.WaitAsync(Cancelled);
        _wake.Signal();

        var waiting = _wake.WaitAsync(Cancelled);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        waiting.IsCompleted.ShouldBeFalse();

        // Signals of the pause are of the same read.
        _wake.Signal();
        await TurnUntilAsync(waiting, TimeSpan.FromMilliseconds(50));
        await ShouldSleepAsync();
    }

    [Fact]
    public async Task A_flood_does_not_keep_the_timer_from_ticking()
    {
        var woken = 0;
        for (var turned = TimeSpan.Zero; turned < Interval * 3; turned += TimeSpan.FromSeconds(1))
        {
            _wake.Signal();
            await _wake.WaitAsync(Cancelled);
            woken++;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        woken.ShouldBe(60);

        // The last tick is due, and then there is peace.
        await _wake.WaitAsync(Cancelled);
        await ShouldSleepAsync();
    }

    [Fact]
    public async Task It_ends_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _wake.WaitAsync(stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    public void Dispose() => _wake.Dispose();

    private async Task ShouldSleepAsync()
    {
        var waiting = _wake.WaitAsync(Cancelled);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.Yield();
        waiting.IsCompleted.ShouldBeFalse();
    }

    private async Task TurnUntilAsync(Task waiting, TimeSpan step)
    {
        // Less than until the next tick, however late the waiting one gets its thread.
        for (var turned = step; turned < Interval / 2 && !waiting.IsCompleted; turned += step)
        {
            _time.Advance(step);
            await Task.Yield();
        }

        await waiting;
    }
}
