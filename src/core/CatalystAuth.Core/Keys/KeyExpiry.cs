namespace CatalystAuth.Core.Keys;

/// <summary>When the end of a key is told of: seven days and one day before, as far as that is to come, and when it is there. Pure.</summary>
internal static class KeyExpiry
{
    private static readonly TimeSpan[] Before = [TimeSpan.FromDays(7), TimeSpan.FromDays(1), TimeSpan.Zero];

    /// <summary>The first of these times after another; null when none is left or the key never ends.</summary>
    public static DateTimeOffset? NextTelling(DateTimeOffset? expiresAt, DateTimeOffset after) => expiresAt is { } end
        ? Before.Select(span => (DateTimeOffset?)(end - span)).FirstOrDefault(at => at > after)
        : null;
}
