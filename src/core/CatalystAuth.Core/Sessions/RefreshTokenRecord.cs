using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Core.Sessions;

/// <summary>What is stored of a refresh token: its id and fate, never the token.</summary>
public sealed class RefreshTokenRecord
{
    /// <summary>The <c>jti</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The organisation that its access tokens are for.</summary>
    public required OrgId? OrgId { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was spent; null while it is good.</summary>
    public DateTimeOffset? SpentAt { get; set; }

    /// <summary>The one that took its place.</summary>
    public string? SuccessorId { get; set; }
}
