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

    /// <summary>After how long one permit comes back; rounded down, as all of them have to fit into a window.</summary>
    public TimeSpan Interval => TimeSpan.FromTicks(Window.Ticks / Permits);
}
