using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Labels;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>An API key as it is stored: a hash, never the key.</summary>
public sealed class StoredKey
{
    /// <summary>Its id.</summary>
    public required KeyId Id { get; init; }

    /// <summary>The organisation that it is for.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The user who owns it; null for the organisation.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The membership that a user's key belongs to: it is not that of who leaves and comes back.</summary>
    public MembershipId? MembershipId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>More of what it is for.</summary>
    public string? Description { get; set; }

    /// <summary>What kind of key it is.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>What its tokens may do.</summary>
    public required IReadOnlyList<string> Scopes { get; set; }

    /// <summary>Labels for its tokens.</summary>
    public IReadOnlyList<LabelEntry> Labels { get; set; } = [];

    /// <summary>From where it may be used, canonical; none for everywhere.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary>Whom its tokens may be for; none for the server's own audience.</summary>
    public IReadOnlyList<string> Audiences { get; set; } = [];

    /// <summary>Which of the organisation's rate limits it has.</summary>
    public IReadOnlyList<string> RateLimits { get; set; } = [];

    /// <summary>Of which of them it has another size, also where that is over.</summary>
    public IReadOnlyList<RateLimitOverride> RateLimitOverrides { get; set; } = [];

    /// <summary>
    /// By what it is found that another system gave out, unlike any other's: its first <see cref="Hash"/>. Null for a key of here.
    /// </summary>
    public byte[]? ImportedHash { get; init; }

    /// <summary>See <see cref="ApiKeyText.Hash"/>.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The hash before the last rotation.</summary>
    public byte[]? OldHash { get; set; }

    /// <summary>Until when the secret of <see cref="OldHash"/> works.</summary>
    public DateTimeOffset? OldHashUntil { get; set; }

    /// <summary>The last characters.</summary>
    public required string Hint { get; set; }

    /// <summary>Who issued it.</summary>
    public required UserId CreatedBy { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When its end is to be told of next; see <see cref="KeyExpiry"/>.</summary>
    public DateTimeOffset? TellExpiryAt { get; set; }

    /// <summary>When it was disabled; null while it is not.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Who disabled it: what an admin did its user can't undo.</summary>
    public UserId? DisabledBy { get; set; }

    /// <summary>When it was revoked; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When a token was last had for it. Written behind, as what follows.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>From which address that was.</summary>
    public string? LastUsedIp { get; set; }

    /// <summary>How many tokens were had for it.</summary>
    public long TokensIssued { get; set; }

    /// <summary>When the last of its tokens ends.</summary>
    public DateTimeOffset? TokensLiveUntil { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Whether it works, and if not why.</summary>
    public KeyStatus StatusAt(DateTimeOffset now) =>
        RevokedAt is not null ? KeyStatus.Revoked
        : DisabledAt is not null ? KeyStatus.Disabled
        : ExpiresAt <= now ? KeyStatus.Expired
        : KeyStatus.Active;

    /// <summary>Whether it can't come back: revoked, or its time is over.</summary>
    public bool HasEnded(DateTimeOffset now) => RevokedAt is not null || ExpiresAt <= now;

    /// <summary>Whether it is an ephemeral key whose time is over, so that there is no such key any more.</summary>
    public bool HasVanished(DateTimeOffset now) => Kind == KeyKind.Ephemeral && ExpiresAt <= now;

    /// <summary>The other size of a rate limit that it has at a time; null when the limit's own is in force.</summary>
    public RateLimitOverride? OverrideOf(string rateLimit, DateTimeOffset now) =>
        RateLimitOverrides.FirstOrDefault(other => other.Name == rateLimit && !(other.ExpiresAt <= now));

    /// <summary>Whether a text is the key, with its secret of now or, for a while, of before.</summary>
    public bool IsOpenedBy(string text, DateTimeOffset now)
    {
        // Both are compared in any case, so that time does not tell which it was.
        var isNew = ApiKeyText.Matches(text, Hash);
        var isOld = ApiKeyText.Matches(text, OldHash ?? Hash);
        return isNew || (isOld && OldHash is not null && now < OldHashUntil);
    }

    /// <summary>As events tell of it.</summary>
    public KeyState ToState() => new(
        Name, Scopes, ExpiresAt, Kind, UserId, Description, Some(Labels.Texts()), Some(Addresses), Some(Audiences), Some(RateLimits),
        Some(RateLimitOverrides));

    /// <summary>As the wire has it.</summary>
    public ApiKey ToContract(DateTimeOffset now) => new(Id, OrgId, Name, Kind, Scopes, Hint, CreatedBy, CreatedAt, ExpiresAt, RevokedAt)
    {
        UserId = UserId,
        Status = StatusAt(now),
        Description = Description,
        Labels = Labels.Texts(),
        ExpiringLabels = Labels.Expiring(),
        Addresses = Addresses,
        Audiences = Audiences,
        RateLimits = RateLimits,
        RateLimitOverrides = Some([.. RateLimitOverrides.Where(other => !(other.ExpiresAt <= now))]),
        Imported = ImportedHash is not null,
        DisabledAt = DisabledAt,
        OldSecretUntil = OldHashUntil > now ? OldHashUntil : null,
        LastUsedAt = LastUsedAt,
        LastUsedIp = LastUsedIp,
        TokensIssued = TokensIssued,
        TokensLiveUntil = RevokedAt is null && DisabledAt is null && TokensLiveUntil > now ? TokensLiveUntil : null,
        Version = Version,
    };

    /// <summary>As who just got its secret hears of it.</summary>
    internal IssuedKey ToIssued(string text, DateTimeOffset now) =>
        new(Id, OrgId, Name, Kind, Scopes, Hint, CreatedBy, CreatedAt, ExpiresAt, text)
        {
            UserId = UserId,
            OldSecretUntil = OldHashUntil > now ? OldHashUntil : null,
        };

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
