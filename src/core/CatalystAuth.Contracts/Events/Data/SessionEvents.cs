using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A session.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Amr">How the user proved who they are (RFC 8176).</param>
public sealed record SessionState(UserId UserId, IReadOnlyList<string> Amr);

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
/// <param name="Reason"><c>signed_out</c>, <c>revoked_by_user</c> or <c>refresh_token_reused</c>; others may come.</param>
public sealed record SessionRevoked(SessionState Before, string Reason) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SessionRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}
