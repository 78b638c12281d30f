using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.RateLimits;

/// <summary>
/// Counts what happens against limits, by the generic cell rate algorithm: what a name has used is one point in time. Nodes share the
/// counts when they share a Redis; else each counts for itself.
/// </summary>
public interface IRateLimiter
{
    /// <summary>Takes permits if there are enough, all or none.</summary>
    /// <param name="name">Whose permits, e.g. <c>token:address:192.0.2.1</c>. It says no more than it must: others may see it in Redis.</param>
    /// <param name="limit">A valid limit. Another one for the same name than the time before is in force at once.</param>
    /// <param name="cost">How many, 1 to the limit's permits; 0 takes none and tells how many are left.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<RateLimitState> TakeAsync(string name, RateLimit limit, int cost, CancellationToken cancellationToken);

    /// <summary>Takes permits of several limits at once: of all, or of none.</summary>
    /// <param name="takes">
    /// Each name once. Names that are taken together have the same part in braces (<c>a:{one}:b</c>), by which a Redis cluster keeps
    /// them in one place.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>
    /// A state for each. Unless all are allowed nothing was taken, and those that are say what is left as it was.
    /// </returns>
    ValueTask<IReadOnlyList<RateLimitState>> TakeAllAsync(IReadOnlyList<RateLimitTake> takes, CancellationToken cancellationToken);
}

/// <summary>What to take.</summary>
/// <param name="Name">Whose permits.</param>
/// <param name="Limit">A valid limit.</param>
/// <param name="Cost">How many, 0 to the limit's permits.</param>
public readonly record struct RateLimitTake(string Name, RateLimit Limit, int Cost)
{
    /// <summary>For limiters: a cost that can never be had is a fault of the caller.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cost is negative or above the limit.</exception>
    public void ThrowIfNeverHad()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Cost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Cost, Limit.Permits);
    }
}

/// <summary>What is left of a limit, and whether what was asked for was given.</summary>
/// <param name="IsAllowed">Whether the permits were there and are taken now.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="RetryAfter">When refused, after how long there will be enough; else zero.</param>
/// <param name="ResetAfter">After how long all are there again.</param>
public readonly record struct RateLimitState(bool IsAllowed, int Remaining, TimeSpan RetryAfter, TimeSpan ResetAfter)
{
    /// <summary>As the wire has it.</summary>
    /// <param name="name">What the limit is called there.</param>
    /// <param name="limit">The limit.</param>
    public RateLimitStatus ToStatus(string name, RateLimit limit) =>
        new(name, limit.Permits, (int)limit.Window.TotalSeconds, Remaining, (int)Math.Ceiling(ResetAfter.TotalSeconds));
}
