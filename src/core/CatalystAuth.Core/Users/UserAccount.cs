using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Users;

/// <summary>A user as it is stored. Credentials are the identity provider's, under the same id.</summary>
public sealed class UserAccount
{
    /// <summary>The id.</summary>
    public required UserId Id { get; init; }

    /// <summary>The address as it was typed.</summary>
    public required string Email { get; set; }

    /// <summary>Whether the address was proven.</summary>
    public bool EmailVerified { get; set; }

    /// <summary>What to call them.</summary>
    public required string Name { get; set; }

    /// <summary>Labels set on the user.</summary>
    public IReadOnlyList<LabelEntry> Labels { get; set; } = [];

    /// <summary>Whether they administer the whole installation.</summary>
    public bool PlatformAdmin { get; init; }

    /// <summary>When they were kept out; null when they were not.</summary>
    public DateTimeOffset? BannedAt { get; set; }

    /// <summary>Until when; null for ever.</summary>
    public DateTimeOffset? BanExpiresAt { get; set; }

    /// <summary>Why.</summary>
    public string? BanReason { get; set; }

    /// <summary>When an admin asked for another password; null when none did, or once it was changed.</summary>
    public DateTimeOffset? PasswordChangeRequiredAt { get; set; }

    /// <summary>When all sessions were ended, by whatever means; what was proven before, and has no session yet, gets none. Null when they never were.</summary>
    public DateTimeOffset? SignedOutAt { get; set; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When they signed up.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether they are kept out at a time. A ban with an end ends by itself.</summary>
    public bool IsBanned(DateTimeOffset now) => BannedAt is not null && (BanExpiresAt is null || now < BanExpiresAt);

    /// <summary>
    /// Whether what they proved at a time leads to a session now: not once they are kept out, nor when all their sessions were ended after it.
    /// </summary>
    public bool Honours(DateTimeOffset provenAt, DateTimeOffset now) => !IsBanned(now) && !(SignedOutAt > provenAt);

    /// <summary>As an admin sees it, with a ban that holds at a time.</summary>
    public User ToContract(DateTimeOffset now) => new ShownLabels(LabelSchemaSet.Empty, now).In(ToContract()) with
    {
        Ban = IsBanned(now) ? new Ban(BanReason ?? string.Empty, BannedAt!.Value, BanExpiresAt) : null,
        PasswordChangeRequiredAt = PasswordChangeRequiredAt,
    };

    /// <summary>As the wire has it.</summary>
    public User ToContract() => new(Id, Email, EmailVerified, Name, Labels.Texts(), PlatformAdmin, CreatedAt)
    {
        ExpiringLabels = Labels.Expiring(),
        Version = Version,
    };
}
