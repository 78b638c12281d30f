using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Notes in the caller's session what they have just proven, and gives their browser another secret for it.</summary>
internal sealed class ProvenSession(
    CallContext call, IUserStore users, ISessionStore sessions, BrowserCookie cookie, Journal journal, IOptions<UserSessionOptions> options, TimeProvider time)
{
    /// <summary>The refusal of a caller who has set a factor up, which is to show it; null when their session says so. Part of a larger unit of work.</summary>
    public async Task<Error?> RefuseShownAsync(IReadOnlyList<string> amr, CancellationToken cancellationToken) =>
        call.Actor is not Actor.User caller ? Refusals.Unauthenticated
        : (await RaiseAsync(caller, amr, cancellationToken).ConfigureAwait(false)).TryGet(out _, out var refusal) ? null
        : refusal;

    /// <summary>Part of a larger unit of work. Refused when the session has ended, or its browser was given another secret meanwhile.</summary>
    /// <param name="caller">Whose session.</param>
    /// <param name="amr">How they have proven it (RFC 8176).</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<(UserSession Session, UserAccount User)>> RaiseAsync(Actor.User caller, IReadOnlyList<string> amr, CancellationToken cancellationToken)
    {
        await users.LockAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
        var now = time.Now();
        if (await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is not { } user || user.IsBanned(now)
            || await sessions.FindAsync(caller.SessionId, cancellationToken).ConfigureAwait(false) is not { } session
            || !session.IsLive(now, now - options.Value.IdleLifetime) || !cookie.TryRenew(session))
        {
            return Refusals.Unauthenticated;
        }

        session.Prove(amr, now);
        journal.Write(org: null, session.Id.ToString(), new SessionSteppedUp(session.ToState()));
        return (session, user);
    }
}
