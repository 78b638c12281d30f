namespace CatalystAuth.Core;

/// <summary>The domain's time.</summary>
internal static class Clock
{
    /// <summary>Now, in whole milliseconds: what every database and every reader of our JSON keeps, so that a time never changes on the way.</summary>
    public static DateTimeOffset Now(this TimeProvider time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
