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
}

/// <summary>What is left of a limit, and whether what was asked for was given.</summary>
/// <param name="IsAllowed">Whether the permits were there and are taken now.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="RetryAfter">When refused, after how long there will be enough; else zero.</param>
/// <param name="ResetAfter">After how long all are there again.</param>
public readonly record struct RateLimitState(bool IsAllowed, int Remaining, TimeSpan RetryAfter, TimeSpan ResetAfter);
