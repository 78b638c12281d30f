using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A session.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Amr">How the user proved who they are (RFC 8176).</param>
/// <param name="IpAddress">Where it began.</param>
/// <param name="Device">What it began with, as that says itself.</param>
public sealed record SessionState(
    UserId UserId, IReadOnlyList<string> Amr, [property: Personal] string? IpAddress = null, [property: Personal] SessionDevice? Device = null);

/// <summary>See <see cref="EventTypes.SessionCreated"/>.</summary>
/// <param name="After">The session.</param>
public sealed record SessionCreated(SessionState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SessionCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.SessionRevoked"/>.</summary>
/// <param name="Before">The session as it was.</param>
/// <param name="Reason">One of <see cref="SessionEndReasons"/>; others may come.</param>
public sealed record SessionRevoked(SessionState Before, string Reason) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SessionRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.SessionRefreshReused"/>.</summary>
/// <param name="Before">The session as it was.</param>
/// <param name="IpAddress">Where the spent token came from.</param>
/// <param name="Device">What it came with, as that says itself.</param>
public sealed record SessionRefreshReused(
    SessionState Before, [property: Personal] string? IpAddress = null, [property: Personal] SessionDevice? Device = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SessionRefreshReused;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.SessionSteppedUp"/>.</summary>
/// <param name="After">The session as it is.</param>
public sealed record SessionSteppedUp(SessionState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SessionSteppedUp;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>A session in which a platform admin acts as a user.</summary>
/// <param name="UserId">As whom.</param>
/// <param name="ImpersonatorId">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Writes">Whether something may be changed.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
public sealed record ImpersonationState(
    UserId UserId, UserId ImpersonatorId, [property: Personal] string Reason, bool Writes, DateTimeOffset ExpiresAt);

/// <summary>See <see cref="EventTypes.SessionImpersonated"/>.</summary>
/// <param name="After">The session.</param>
public sealed record SessionImpersonated(ImpersonationState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SessionImpersonated;

    /// <inheritdoc />
    public static int Version => 1;
}
