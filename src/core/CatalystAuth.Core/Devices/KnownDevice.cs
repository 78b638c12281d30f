using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Devices;

/// <summary>A browser or program that a user signed in with.</summary>
public sealed class KnownDevice
{
    /// <summary>Its id.</summary>
    public required DeviceId Id { get; init; }

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

    /// <summary>What it said of itself when it was last used.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Where it was last used from.</summary>
    public string? IpAddress { get; set; }

    /// <summary>Whether it needs no second factor at a time.</summary>
    public bool IsTrusted(DateTimeOffset now) => TrustedUntil > now;

    /// <summary>As the wire has it.</summary>
    public Device ToContract(bool isCurrent, DateTimeOffset now) => new(Id, FirstSeenAt, LastSeenAt, isCurrent)
    {
        Description = UserAgents.Parse(UserAgent),
        IpAddress = IpAddress,
        TrustedUntil = IsTrusted(now) ? TrustedUntil : null,
    };

    /// <summary>As events have it.</summary>
    internal KnownDeviceState ToState(DateTimeOffset now) => new(Id, IsTrusted(now), UserAgents.Parse(UserAgent));
}

/// <summary>Where devices are kept.</summary>
public interface IKnownDeviceStore
{
    /// <summary>One of a user's; null when it is new.</summary>
    Task<KnownDevice?> FindAsync(UserId user, byte[] hash, CancellationToken cancellationToken);

    /// <summary>One of a user's by its id; null when there is none.</summary>
    Task<KnownDevice?> FindAsync(UserId user, DeviceId id, CancellationToken cancellationToken);

    /// <summary>A user's, the last used first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="trustedAt">Only those that need no second factor at this time.</param>
    Task<IReadOnlyList<KnownDevice>> ListAsync(UserId user, int most, CancellationToken cancellationToken, DateTimeOffset? trustedAt = null);

    /// <summary>Whether a user has any.</summary>
    Task<bool> AnyAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(KnownDevice device);

    /// <summary>Has one of a user's, or all, need a second factor again, in the current transaction.</summary>
    Task DistrustAsync(UserId user, CancellationToken cancellationToken, byte[]? only = null);

    /// <summary>Forgets one in the current transaction.</summary>
    void Remove(KnownDevice device);

    /// <summary>Forgets all of a user's, in the current transaction.</summary>
    Task ForgetAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Forgets those that were last used before a time; says how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
