namespace CatalystAuth.Webhooks.Dispatch;

/// <summary>Spaces what is sent to one webhook. Not thread-safe.</summary>
internal sealed class Throttle(TimeProvider time)
{
    private long? _last;

    /// <summary>How long to wait before the next one may be sent; zero for not at all.</summary>
    public TimeSpan Wait(int? perSecond)
    {
        if (perSecond is not { } rate || _last is not { } last)
        {
            return TimeSpan.Zero;
        }

        var left = TimeSpan.FromSeconds(1.0 / rate) - time.GetElapsedTime(last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>One is sent now.</summary>
    public void Count() => _last = time.GetTimestamp();
}
