using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Keys;

/// <summary>A rate limit of an organisation's keys as it is stored.</summary>
public sealed class StoredRateLimit
{
    /// <summary>Whose.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>Its name there.</summary>
    public required string Name { get; init; }

    /// <summary>How many permits there are in a window.</summary>
    public int Permits { get; set; }

    /// <summary>The window.</summary>
    public int WindowSeconds { get; set; }

    /// <summary>Who counts together.</summary>
    public RateLimitSharing Sharing { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As events tell of it.</summary>
    public KeyRateLimitState ToState() => new(Permits, WindowSeconds, Sharing, Description);

    /// <summary>As the wire has it.</summary>
    public KeyRateLimit ToContract() => new(Name, Permits, WindowSeconds, Sharing, Description, Version, CreatedAt, UpdatedAt);
}
