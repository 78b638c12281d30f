using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>An API key, without its secret.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What its tokens may do.</param>
/// <param name="ExpiresAt">When it stops working; left out for never.</param>
/// <param name="Kind">What kind of key it is.</param>
/// <param name="UserId">The user who owns it; left out for a key of the organisation.</param>
/// <param name="Description">More of what it is for.</param>
/// <param name="Labels">Labels for its tokens; left out when there are none.</param>
/// <param name="Addresses">From where it may be used; left out for everywhere.</param>
/// <param name="Audiences">Whom its tokens may be for; left out for the server's own audience.</param>
/// <param name="RateLimits">Which of the organisation's rate limits it has; left out for none.</param>
/// <param name="RateLimitOverrides">Of which of them it has another size; left out for none.</param>
public sealed record KeyState(
    string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null, KeyKind? Kind = null, UserId? UserId = null,
    string? Description = null, IReadOnlyList<string>? Labels = null, IReadOnlyList<string>? Addresses = null,
    IReadOnlyList<string>? Audiences = null, IReadOnlyList<string>? RateLimits = null, IReadOnlyList<RateLimitOverride>? RateLimitOverrides = null);

/// <summary>See <see cref="EventTypes.KeyIssued"/>.</summary>
/// <param name="After">The key.</param>
public sealed record KeyIssued(KeyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyIssued;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyImported"/>.</summary>
/// <param name="After">The key.</param>
public sealed record KeyImported(KeyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyImported;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyUpdated"/>.</summary>
/// <param name="Before">The key as it was.</param>
/// <param name="After">The key as it is.</param>
public sealed record KeyUpdated(KeyState Before, KeyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyRotated"/>.</summary>
/// <param name="After">The key.</param>
/// <param name="OldSecretUntil">Until when the old secret works; left out when it no longer does.</param>
public sealed record KeyRotated(KeyState After, DateTimeOffset? OldSecretUntil = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyRotated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyDisabled"/>.</summary>
/// <param name="Before">The key.</param>
public sealed record KeyDisabled(KeyState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyDisabled;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyEnabled"/>.</summary>
/// <param name="After">The key.</param>
public sealed record KeyEnabled(KeyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyEnabled;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyRevoked"/>.</summary>
/// <param name="Before">The key as it was.</param>
/// <param name="Reason">Why, when nobody asked for it: <c>member_removed</c>, <c>user_banned</c>, <c>user_deleted</c>, <c>address_proven</c>.</param>
public sealed record KeyRevoked(KeyState Before, string? Reason = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyExpiring"/>.</summary>
/// <param name="After">The key.</param>
public sealed record KeyExpiring(KeyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyExpiring;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyExpired"/>.</summary>
/// <param name="Before">The key.</param>
public sealed record KeyExpired(KeyState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyExpired;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>The budget of a key.</summary>
/// <param name="Refill">When it begins anew.</param>
/// <param name="Calls">Calls in a period; left out for any number.</param>
/// <param name="Tokens">Tokens in a period; left out for any number.</param>
/// <param name="Money">Money in a period, in millionths; left out for any amount.</param>
public sealed record KeyBudgetState(BudgetRefill Refill, long? Calls = null, long? Tokens = null, long? Money = null);

/// <summary>See <see cref="EventTypes.KeyBudgetChanged"/>.</summary>
/// <param name="Before">The budget as it was; left out when there was none.</param>
/// <param name="After">The budget as it is; left out when there is none.</param>
public sealed record KeyBudgetChanged(KeyBudgetState? Before = null, KeyBudgetState? After = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyBudgetChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyBudgetExhausted"/>.</summary>
/// <param name="After">The budget.</param>
public sealed record KeyBudgetExhausted(KeyBudgetState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyBudgetExhausted;

    /// <inheritdoc />
    public static int Version => 1;
}
