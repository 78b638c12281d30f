using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Keys;

/// <summary>An API key as it looks after it was issued: without its secret.</summary>
/// <param name="Id">Its id, also the middle of the key itself.</param>
/// <param name="OrgId">The organisation that it is for, and that owns it unless a user does.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Kind">What kind of key it is.</param>
/// <param name="Scopes">What its tokens may do; of a user's key, as far as the user may do it at that moment.</param>
/// <param name="Hint">The last four characters, to tell keys apart; of an imported key what was given with it.</param>
/// <param name="CreatedBy">Who issued it.</param>
/// <param name="CreatedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null while it works.</param>
public sealed record ApiKey(
    KeyId Id, OrgId OrgId, string Name, KeyKind Kind, IReadOnlyList<string> Scopes, string Hint, UserId CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    /// <summary>The user who owns it; null for a key of the organisation, which outlives whoever issued it.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Whether it works now, and if not why.</summary>
    public KeyStatus Status { get; init; }

    /// <summary>More of what it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Labels that its tokens carry beside the organisation's.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The labels that expire, with the time.</summary>
    public IReadOnlyList<LabelEntry>? ExpiringLabels { get; init; }

    /// <summary>From where it may be used: addresses and networks (<c>203.0.113.0/24</c>, <c>2001:db8::/32</c>); none for everywhere.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Whom its tokens may be for (<c>aud</c>), the first being usual; none for the server's own audience.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>Which of the organisation's rate limits it has.</summary>
    public IReadOnlyList<string> RateLimits { get; init; } = [];

    /// <summary>Of which of them it has another size; null for none.</summary>
    public IReadOnlyList<RateLimitOverride>? RateLimitOverrides { get; init; }

    /// <summary>Whether another system gave it out, so that it does not look like a key of here until it is rotated.</summary>
    public bool Imported { get; init; }

    /// <summary>When it was disabled; null while it is not.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when the secret before the last rotation works beside the new one; null when it does not.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>When a token was last had for it. Written behind, a few seconds late.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>From which address that was.</summary>
    public string? LastUsedIp { get; init; }

    /// <summary>How many tokens were had for it. Written behind.</summary>
    public long TokensIssued { get; init; }

    /// <summary>When the last of its tokens that may be alive ends, unless the key is revoked before; null when none can be.</summary>
    public DateTimeOffset? TokensLiveUntil { get; init; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; init; } = 1;
}
