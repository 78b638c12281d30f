using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>A clock that the test turns, and that knows when somebody began to wait for a second.</summary>
public sealed class NoticingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Channel<ITimer> _waiting = Channel.CreateUnbounded<ITimer>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Second)
        {
            _waiting.Writer.TryWrite(timer);
        }

        return timer;
    }

    /// <summary>Ends the wait of one that waits for a second, once it does.</summary>
    public async Task EndWaitAsync()
    {
        await _waiting.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        Advance(Second);
    }
}
