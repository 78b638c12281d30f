namespace CatalystAuth.Contracts.Users;

/// <summary>Why and for how long a user is kept out.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">Since when.</param>
/// <param name="ExpiresAt">Until when; null for ever.</param>
public sealed record Ban(string Reason, DateTimeOffset At, DateTimeOffset? ExpiresAt);

/// <summary>Keeps a user out.</summary>
/// <param name="Reason">Why, for other admins.</param>
/// <param name="ExpiresAt">Until when; null for ever.</param>
public sealed record BanUserRequest(string Reason, DateTimeOffset? ExpiresAt = null);
