namespace CatalystAuth.Core.Webhooks;

/// <summary>When to try again.</summary>
internal static class RetrySchedule
{
    /// <summary>The waits, in seconds, of who says nothing else: eight attempts over more than a day.</summary>
    public static readonly IReadOnlyList<int> Usual = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];

    // Those that failed together do not come back together.
    private const double Jitter = 0.1;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>How long to wait before the next attempt; null when there is none.</summary>
    /// <param name="waits">The webhook's own waits, in seconds; empty for the usual ones.</param>
    /// <param name="tries">How many attempts were made: at least 1.</param>
    /// <param name="retryAfter">What the receiver asked for. Kept when it is longer.</param>
    /// <param name="random">From 0 to 1: where in the jitter.</param>
    public static TimeSpan? Next(IReadOnlyList<int> waits, int tries, TimeSpan? retryAfter, double random)
    {
        var plan = waits.Count == 0 ? Usual : waits;
        if (tries > plan.Count)
        {
            return null;
        }

        var wait = TimeSpan.FromSeconds(plan[tries - 1] * (1 - Jitter + (2 * Jitter * random)));
        return retryAfter is { } asked && asked > wait ? asked < LongestWait ? asked : LongestWait : wait;
    }
}
