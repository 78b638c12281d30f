namespace CatalystAuth.Contracts.Results;

/// <summary>How a rate limit stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Limit">How many permits there are in a window.</param>
/// <param name="WindowSeconds">The window, in seconds.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="ResetAfter">Seconds until all are there again, rounded up.</param>
public sealed record RateLimitStatus(string Name, int Limit, int WindowSeconds, int Remaining, int ResetAfter);
