namespace CatalystAuth.Core.RateLimits;

/// <summary>
/// The generic cell rate algorithm. What was used is told by one time: when all of it will have come back. In .NET ticks.
/// </summary>
internal static class Gcra
{
    /// <summary>Takes permits from what was used until <paramref name="full"/>; says until when it is used now.</summary>
    public static (long Full, RateLimitState State) Take(RateLimit limit, int cost, long full, long now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, limit.Permits);
        var interval = limit.Interval.Ticks;

        // A limit that became stricter counts at most a whole window of what was used before.
        full = Math.Clamp(full, now, now + limit.Span.Ticks);
        var after = full + (cost * interval);
        var early = after - (now + limit.Span.Ticks);
        return early <= 0
            ? (after, Of(true, limit, after, now, 0))
            : (full, Of(false, limit, full, now, early));
    }

    /// <summary>What is left when all is back at <paramref name="full"/>.</summary>
    public static RateLimitState Of(bool isAllowed, RateLimit limit, long full, long now, long early) => new(
        isAllowed,
        (int)((now + limit.Span.Ticks - full) / limit.Interval.Ticks),
        TimeSpan.FromTicks(early),
        TimeSpan.FromTicks(full - now));
}
