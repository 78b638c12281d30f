using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>A change of a user's primary address that waits for the old one, as it is stored. One a user.</summary>
public sealed class StoredEmailChange
{
    /// <summary>How long the old address has to stop it: whose mailbox is gone for good waits as long.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromDays(7);

    /// <summary>How long it can be made after that.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromDays(7);

    /// <summary>How long before the end of <see cref="Delay"/> the old address is told again.</summary>
    public static readonly TimeSpan ReminderBefore = TimeSpan.FromDays(2);

    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Its id, which its links have sealed in them.</summary>
    public required Guid Id { get; set; }

    /// <summary>The address that is to be the primary one.</summary>
    public required EmailId EmailId { get; set; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; set; }

    /// <summary>When the old address was told again; null until then.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>From when on the old address is not asked any more.</summary>
    public DateTimeOffset PossibleFrom => RequestedAt + Delay;

    /// <summary>From when on it can't be made.</summary>
    public DateTimeOffset ExpiresAt => PossibleFrom + Open;

    /// <summary>
    /// Whether it can still be made. Who ends all sessions, as by another password, ends it too: it may have been somebody else's wish.
    /// </summary>
    public bool IsOpen(UserAccount user, DateTimeOffset now) => now < ExpiresAt && !(user.SignedOutAt >= RequestedAt);

    /// <summary>As the wire has it.</summary>
    public EmailChange ToContract() => new(RequestedAt, PossibleFrom, ExpiresAt);
}

/// <summary>Where such changes are kept.</summary>
public interface IEmailChangeStore
{
    /// <summary>A user's; null when there is none.</summary>
    Task<StoredEmailChange?> FindAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredEmailChange change);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredEmailChange change);

    /// <summary>Whose were asked for before a time and not told of again since.</summary>
    Task<IReadOnlyList<UserId>> ListUnremindedAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Removes those that were asked for before a time; says how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
