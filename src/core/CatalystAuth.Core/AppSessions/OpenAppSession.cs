using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.AppSessions;

/// <summary>
/// Who a session at the edge speaks for: what an access token of its session for the organisation would say now, and for as long as such a token lives.
/// </summary>
internal sealed class OpenAppSession(
    IAppSessionStore store, ISessionStore sessions, IUserStore users, SessionTokens tokens, SessionActivity activity,
    IOptions<UserSessionOptions> options, TimeProvider time)
{
    public static readonly Error Ended = new(
        AppSessionErrorCodes.Ended, "The session has ended, or is none of this app. Sign in again.", ErrorKind.Unauthenticated);

    // The session lives, and may be let in later.
    private static readonly Error NotAdmitted = new(
        AppSessionErrorCodes.NotAdmitted, "The user is not in the organisation that the app belongs to.", ErrorKind.Unauthenticated);

    public async Task<Result<AccessToken>> RunAsync(string handle, AppPlace place, CancellationToken cancellationToken)
    {
        if (await FindAsync(handle, place, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return Ended;
        }

        if (await users.FindAsync(session.UserId, cancellationToken).ConfigureAwait(false) is not { } user || user.IsBanned(time.Now()))
        {
            return NotAdmitted;
        }

        var draft = await tokens.DraftAccessAsync(session, user, place.Org, cancellationToken).ConfigureAwait(false);
        if (draft.Identity is null)
        {
            return NotAdmitted;
        }

        activity.See(session.Id, ipAddress: null);
        return draft.Claims;
    }

    /// <summary>The live session of a user at the portal that a handle belongs to; null when it is none of this place.</summary>
    public async Task<UserSession?> FindAsync(string handle, AppPlace place, CancellationToken cancellationToken)
    {
        var now = time.Now();
        return OpaqueSecret.HashOf(handle) is { } hash
            && await store.FindAsync(hash, cancellationToken).ConfigureAwait(false) is { } found && found.IsFor(place) && found.ExpiresAt > now
            && await sessions.FindAsync(found.SessionId, cancellationToken).ConfigureAwait(false) is { ImpersonatorId: null } session
            && session.IsLive(now, now - options.Value.IdleLifetime)
                ? session
                : null;
    }
}
