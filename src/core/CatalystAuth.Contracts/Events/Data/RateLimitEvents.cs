using CatalystAuth.Contracts.Keys;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A rate limit for keys.</summary>
/// <param name="Permits">How many permits there are in a window.</param>
/// <param name="WindowSeconds">The window, in seconds.</param>
/// <param name="Sharing">Who counts together.</param>
/// <param name="Description">What it is for.</param>
public sealed record KeyRateLimitState(int Permits, int WindowSeconds, RateLimitSharing Sharing, string? Description = null);

/// <summary>See <see cref="EventTypes.RateLimitSet"/>.</summary>
/// <param name="After">The rate limit.</param>
/// <param name="Before">As it was; left out when it is new.</param>
public sealed record RateLimitSet(KeyRateLimitState After, KeyRateLimitState? Before = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.RateLimitSet;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.RateLimitDeleted"/>.</summary>
/// <param name="Before">The rate limit.</param>
public sealed record RateLimitDeleted(KeyRateLimitState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.RateLimitDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}
