using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Sessions;

/// <summary>Where sessions are kept.</summary>
public interface ISessionStore
{
    /// <summary>One by id.</summary>
    Task<UserSession?> FindAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>A user's live ones, newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="now">When they live.</param>
    /// <param name="usedSince">They were used after this.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<UserSession>> ListLiveAsync(
        UserId user, DateTimeOffset now, DateTimeOffset usedSince, int limit, CancellationToken cancellationToken);

    /// <summary>Ends all of a user's in the current transaction.</summary>
    Task EndAllAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(UserSession session);

    /// <summary>Says in the current transaction when sessions were used; what is older than what is known changes nothing.</summary>
    Task SeeAsync(IReadOnlyList<SessionSighting> sightings, CancellationToken cancellationToken);

    /// <summary>Removes some of those that ended or expired before a time, or were last used before another, and says how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset endedBefore, DateTimeOffset usedBefore, int most, CancellationToken cancellationToken);
}

/// <summary>When and from where a session was used.</summary>
/// <param name="Id">The session.</param>
/// <param name="At">When.</param>
/// <param name="IpAddress">From where; null when that is not known.</param>
public sealed record SessionSighting(SessionId Id, DateTimeOffset At, string? IpAddress);
