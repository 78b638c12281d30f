using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Sessions;

/// <summary>One signed-in device.</summary>
/// <param name="Id">The session's id, and the <c>sid</c> of its tokens.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastSeenAt">When it was last used, to about a minute.</param>
/// <param name="ExpiresAt">When it ends at the latest; earlier when it is not used for long.</param>
/// <param name="IpAddress">Where it began.</param>
/// <param name="UserAgent">What it began with; at most 400 characters.</param>
/// <param name="IsCurrent">Whether this call was made with it.</param>
/// <param name="Amr">How the user authenticated (RFC 8176), e.g. <c>pwd</c>.</param>
public sealed record Session(
    SessionId Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, string? IpAddress, string? UserAgent,
    bool IsCurrent, IReadOnlyList<string> Amr)
{
    /// <summary>What the <c>User-Agent</c> says of itself.</summary>
    public SessionDevice? Device { get; init; }

    /// <summary>Until when its device needs no second factor, as the user said there; null when it does. Ending the session from elsewhere ends that too.</summary>
    public DateTimeOffset? DeviceTrustedUntil { get; init; }

    /// <summary>When the user last proved in it who they are; null when they never did.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>When the user last proved in it the second factor, which a password alone is not; null while it is by one.</summary>
    public DateTimeOffset? SecondFactorAt { get; init; }

    /// <summary>How sure that makes it; one of <see cref="Tokens.AcrValues"/>.</summary>
    public string? Acr { get; init; }

    /// <summary>The platform admin who acts as the user with it; null for the user's own.</summary>
    public UserId? ImpersonatedBy { get; init; }

    /// <summary>Where it was last used from; null when only where it began is known.</summary>
    public string? LastIpAddress { get; init; }
}

/// <summary>How many sessions were ended.</summary>
/// <param name="Revoked">The number.</param>
public sealed record RevokedSessions(int Revoked);
