using System.Threading.Channels;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// When to read the log: at every tick of the poll interval, and when a signal came. However many signals come while a read is
/// under way, they are one more read.
/// </summary>
public sealed class InvalidationWake : IDisposable
{
    // Each read takes up the whole overlap again, so a busy bus must not make it run without pause.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private Task<bool>? _tick;
    private Task<bool>? _signal;
    private long _wokeAt = long.MinValue;

    /// <summary>Makes one that ticks in this interval.</summary>
    public InvalidationWake(TimeSpan interval, TimeProvider time)
    {
        _time = time;
        _timer = new PeriodicTimer(interval, time);
    }

    /// <summary>Asks for a read. Any thread may call it, any number of times.</summary>
    public void Signal() => _signals.Writer.TryWrite(true);

    /// <summary>Waits until the log should be read. One caller at a time.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        _tick ??= _timer.WaitForNextTickAsync(cancellationToken).AsTask();
        _signal ??= _signals.Reader.WaitToReadAsync(cancellationToken).AsTask();
        // Whoever turns the clock, or signals, does none of the reading.
        var first = await Task.WhenAny(_tick, _signal).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await first.ConfigureAwait(false);
        if (first == _signal)
        {
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_tick.IsCompleted)
        {
            _tick = null;
        }

        // Taken before the read, not after: what is signalled while it is under way may have come too late for it.
        if (_signal.IsCompleted)
        {
            _signals.Reader.TryRead(out _);
            _signal = null;
        }

        _wokeAt = _time.GetTimestamp();
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        var left = _wokeAt == long.MinValue ? TimeSpan.Zero : LeastPause - _time.GetElapsedTime(_wokeAt);
        if (left > TimeSpan.Zero)
        {
            // A tick that is due meanwhile ends the pause: the poll interval holds in any case.
            await Task.WhenAny(_tick!, Task.Delay(left, _time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
