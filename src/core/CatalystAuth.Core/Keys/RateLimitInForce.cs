using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.RateLimits;

namespace CatalystAuth.Core.Keys;

/// <summary>What a rate limit is for a key at a time.</summary>
/// <param name="Name">Its name in the organisation.</param>
/// <param name="Limit">How many in what window.</param>
/// <param name="Count">The name of the count that it draws on, the same for all keys that share it.</param>
internal sealed record RateLimitInForce(string Name, RateLimit Limit, string Count)
{
    /// <summary>
    /// That of a key now. With another size than the limit's it counts by itself: a share of one window is none of another.
    /// </summary>
    public static RateLimitInForce Of(StoredRateLimit limit, StoredKey key, DateTimeOffset now)
    {
        var other = key.OverrideOf(limit.Name, now);
        var counts = other is not null || limit.Sharing == RateLimitSharing.Key ? key.Id.ToString() : key.UserId?.ToString() ?? key.OrgId.ToString();

        // Ids make it unlike any other; the braces keep what is taken together in one place of a Redis cluster.
        return new(
            limit.Name,
            new(other?.Permits ?? limit.Permits, TimeSpan.FromSeconds(other?.WindowSeconds ?? limit.WindowSeconds)),
            $"key:{{{key.OrgId}}}:{limit.Name}:{counts}");
    }
}
