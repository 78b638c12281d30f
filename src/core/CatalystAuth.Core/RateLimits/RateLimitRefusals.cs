using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.RateLimits;

/// <summary>What is said to who asks too often.</summary>
public static class RateLimitRefusals
{
    /// <summary>Asked too often; says when to come again.</summary>
    /// <param name="retryAfter">After how long it is worth another try.</param>
    public static Error TooMany(TimeSpan retryAfter) => new(
        RequestErrorCodes.RateLimited, "This was asked for too often. Wait as long as Retry-After says.", ErrorKind.TooMany) { RetryAfter = retryAfter };

    /// <summary>Takes one permit where there is a limit; the refusal when there is none left.</summary>
    internal static async ValueTask<Error?> RefuseAsync(
        this IRateLimiter limiter, string name, RateLimitSetting setting, CancellationToken cancellationToken) =>
        setting.Limit is { } limit
        && await limiter.TakeAsync(name, limit, 1, cancellationToken).ConfigureAwait(false) is { IsAllowed: false } state
            ? TooMany(state.RetryAfter)
            : null;
}
