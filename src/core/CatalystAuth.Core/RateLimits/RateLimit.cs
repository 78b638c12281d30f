namespace CatalystAuth.Core.RateLimits;

/// <summary>How often something may happen: so many at once, which come back evenly over the window.</summary>
/// <param name="Permits">How many in a window: 1 to a million.</param>
/// <param name="Window">The window: a second to a day.</param>
public readonly record struct RateLimit(int Permits, TimeSpan Window)
{
    /// <summary>The most permits of a limit.</summary>
    public const int MostPermits = 1_000_000;

    /// <summary>The shortest window.</summary>
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    /// <summary>The longest window.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    /// <summary>Whether both numbers are in their ranges.</summary>
    public bool IsValid => Permits is >= 1 and <= MostPermits && Window >= ShortestWindow && Window <= LongestWindow;

    /// <summary>After how long one permit comes back: in whole microseconds, rounded up, so rather later than sooner.</summary>
    public TimeSpan Interval => TimeSpan.FromMicroseconds(
        (Window.Ticks + (TimeSpan.TicksPerMicrosecond * Permits) - 1) / (TimeSpan.TicksPerMicrosecond * Permits));

    /// <summary>After how long all of them come back: the window, and what rounding adds to it.</summary>
    public TimeSpan Span => Interval * Permits;
}
