using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Devices;

/// <summary>A browser or program that a user signed in with.</summary>
public sealed class KnownDevice
{
    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The SHA-256 of what tells it from others.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was first used.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When it was last used to sign in.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Until when it needs no second factor; null when it does.</summary>
    public DateTimeOffset? TrustedUntil { get; set; }
}

/// <summary>Where devices are kept.</summary>
public interface IKnownDeviceStore
{
    /// <summary>One of a user's; null when it is new.</summary>
    Task<KnownDevice?> FindAsync(UserId user, byte[] hash, CancellationToken cancellationToken);

    /// <summary>A user's, the last used first; not to be changed.</summary>
    Task<IReadOnlyList<KnownDevice>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Whether a user has any.</summary>
    Task<bool> AnyAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(KnownDevice device);

    /// <summary>Has all of a user's need a second factor again, in the current transaction.</summary>
    Task DistrustAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Forgets all of a user's, in the current transaction.</summary>
    Task ForgetAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Forgets those that were last used before a time; says how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
