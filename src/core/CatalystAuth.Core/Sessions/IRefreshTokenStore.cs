namespace CatalystAuth.Core.Sessions;

/// <summary>Where the fate of refresh tokens is kept.</summary>
public interface IRefreshTokenStore
{
    /// <summary>Adds one to the current transaction.</summary>
    void Add(RefreshTokenRecord token);

    /// <summary>One by its <c>jti</c>, as it is in the database now.</summary>
    Task<RefreshTokenRecord?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Spends one in the current transaction. False when it was spent already: of many at once exactly one succeeds.
    /// </summary>
    Task<bool> TrySpendAsync(string id, string successorId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes some of those that were spent before a time, or have expired before another, and says how many.</summary>
    Task<int> PurgeAsync(DateTimeOffset spentBefore, DateTimeOffset expiredBefore, int most, CancellationToken cancellationToken);
}
