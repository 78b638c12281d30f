using System.Security.Cryptography;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Who a browser's cookie speaks for. It is asked of the database each time: a page is not the hot path, and must never be wrong.</summary>
public sealed class BrowserSessions(
    ISessionStore sessions, IUserStore users, IOptions<UserSessionOptions> options, TimeProvider time)
{
    /// <summary>The session that a cookie holds, if it lives and its user may use it now.</summary>
    /// <param name="cookie">The cookie's value.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<UserSession>> FindAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (BrowserCredential.Parse(cookie) is not { } credential)
        {
            return Refusals.Unauthenticated;
        }

        var now = time.Now();
        return await sessions.FindAsync(credential.Session, cancellationToken).ConfigureAwait(false) is { CookieHash: { } hash } session
            && CryptographicOperations.FixedTimeEquals(hash, credential.Hash)
            && session.IsLive(now, now - options.Value.IdleLifetime)
            && await users.FindAsync(session.UserId, cancellationToken).ConfigureAwait(false) is { } user && !user.IsBanned(now)
                ? session
                : Refusals.Unauthenticated;
    }
}

/// <summary>How a session acts.</summary>
public static class SessionActors
{
    /// <summary>The actor of calls made with the session.</summary>
    public static Actor.User ToActor(this UserSession session) => new(session.UserId, session.Id)
    {
        Amr = session.Amr,
        Impersonator = session.ImpersonatorId is { } by ? new(by, session.ImpersonationOrgId, session.ImpersonationWrites) : null,
    };
}
