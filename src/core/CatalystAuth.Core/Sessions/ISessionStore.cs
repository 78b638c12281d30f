using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Sessions;

/// <summary>Where sessions and the fate of their refresh tokens are kept.</summary>
public interface ISessionStore
{
    /// <summary>One by id.</summary>
    Task<UserSession?> FindAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>A user's live ones, newest first, at most 200.</summary>
    Task<IReadOnlyList<UserSession>> ListLiveAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends all of a user's in the current transaction.</summary>
    Task EndAllAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(UserSession session);

    /// <summary>Adds a refresh token to the current transaction.</summary>
    void Add(RefreshTokenRecord token);

    /// <summary>A refresh token by its <c>jti</c>, as it is in the database now.</summary>
    Task<RefreshTokenRecord?> FindRefreshTokenAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Spends a refresh token in the current transaction. False when it was spent already: of many at once exactly one succeeds.
    /// </summary>
    Task<bool> TrySpendAsync(string id, string successorId, DateTimeOffset now, CancellationToken cancellationToken);
}
