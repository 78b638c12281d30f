namespace CatalystAuth.Contracts.Sessions;

/// <summary>One signed-in device.</summary>
/// <param name="Id">The session's id, and the <c>sid</c> of its tokens.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastSeenAt">When it last refreshed its tokens.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="IpAddress">Where it began.</param>
/// <param name="UserAgent">What it began with; at most 400 characters.</param>
/// <param name="IsCurrent">Whether this call was made with it.</param>
/// <param name="Amr">How the user authenticated (RFC 8176), e.g. <c>pwd</c>.</param>
public sealed record Session(
    SessionId Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, string? IpAddress, string? UserAgent,
    bool IsCurrent, IReadOnlyList<string> Amr);
