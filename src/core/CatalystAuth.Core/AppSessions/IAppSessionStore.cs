using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Core.AppSessions;

/// <summary>Where sessions at the edge, and the codes that begin them, are kept.</summary>
public interface IAppSessionStore
{
    /// <summary>Adds a code to the current transaction.</summary>
    void Add(AppLoginCode code);

    /// <summary>Whether there is a code.</summary>
    Task<bool> HasCodeAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Takes a code away; null when it is not there. Of two who take it at once, one gets it.</summary>
    Task<AppLoginCode?> TakeAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Adds a session to the current transaction.</summary>
    void Add(AppSession session);

    /// <summary>One by the hash of its handle.</summary>
    Task<AppSession?> FindAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Removes what was made for the same session and place before a time: the browser holds a newer one.</summary>
    Task RemoveOlderAsync(SessionId session, AppPlace place, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes what expired before a time.</summary>
    Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
