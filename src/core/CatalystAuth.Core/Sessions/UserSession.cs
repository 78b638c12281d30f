using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Sessions;

/// <summary>A session as it is stored.</summary>
public sealed class UserSession
{
    /// <summary>Its id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>How the user authenticated (RFC 8176).</summary>
    public required IReadOnlyList<string> Amr { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last refreshed its tokens.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ended; null while it lives.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Where it began.</summary>
    public string? IpAddress { get; init; }

    /// <summary>What it began with.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Whether it lives at a time.</summary>
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>As the wire has it.</summary>
    public Session ToContract(bool isCurrent) => new(Id, CreatedAt, LastSeenAt, ExpiresAt, IpAddress, UserAgent, isCurrent, Amr);
}
