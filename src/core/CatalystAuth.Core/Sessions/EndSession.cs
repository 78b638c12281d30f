using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Ends sessions of a user; their tokens die with them.</summary>
internal sealed class EndSession(
    ISessionStore sessions, IUserStore users, IKnownDeviceStore devices, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork,
    IOptions<UserSessionOptions> options, TimeProvider time)
{
    public static readonly Error NotFound = new(
        SessionErrorCodes.NotFound, "There is no such session of this user, or it has ended.", ErrorKind.NotFound);

    /// <summary>Ends one by itself: who holds it signs out, and is at its device.</summary>
    /// <param name="user">Whose it has to be.</param>
    /// <param name="id">Which.</param>
    /// <param name="reason">Why, one of <see cref="SessionEndReasons"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Result> RunAsync(UserId user, SessionId id, string reason, CancellationToken cancellationToken)
    {
        var ended = await unitOfWork.RunAsync(ct => RunInsideAsync(user, id, reason, ct), cancellationToken).ConfigureAwait(false);
        return ended.Match<Result>(_ => Result.Success, error => error);
    }

    /// <summary>
    /// Ends one from somewhere else, as part of a larger unit of work. Its device may be lost or another's by now, so it needs a second factor again.
    /// </summary>
    public async Task<Result<bool>> RunFromElsewhereAsync(UserId user, SessionId id, string reason, CancellationToken cancellationToken)
    {
        if (!(await RunInsideAsync(user, id, reason, cancellationToken).ConfigureAwait(false)).TryGet(out var ended, out var refusal))
        {
            return refusal;
        }

        if (await sessions.FindAsync(id, cancellationToken).ConfigureAwait(false) is { DeviceHash: { } device })
        {
            await devices.DistrustAsync(user, cancellationToken, only: device).ConfigureAwait(false);
        }

        return ended;
    }

    /// <summary>Ends one by itself, as part of a larger unit of work.</summary>
    public async Task<Result<bool>> RunInsideAsync(
        UserId user, SessionId id, string reason, CancellationToken cancellationToken, string? actor = null)
    {
        // Of two that end it at once the second finds that it has ended.
        await users.LockAsync(user, cancellationToken).ConfigureAwait(false);
        var now = time.Now();
        var session = await sessions.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (session is null || session.UserId != user || !session.IsLive(now, now - options.Value.IdleLifetime))
        {
            return NotFound;
        }

        End(session, reason, actor);
        return true;
    }

    /// <summary>Ends all of a user's but one, and has all devices need a second factor again; as part of a larger unit of work that holds the user.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="except">The one that goes on; null for none.</param>
    /// <param name="reason">Why, one of <see cref="SessionEndReasons"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <param name="actor">Who, when it is not the caller.</param>
    public async Task<int> RunForAllAsync(UserId user, SessionId? except, string reason, CancellationToken cancellationToken, string? actor = null)
    {
        var now = time.Now();
        var live = await sessions.ListLiveAsync(user, now, now - options.Value.IdleLifetime, int.MaxValue, cancellationToken).ConfigureAwait(false);
        var ending = live.Where(session => session.Id != except).ToList();
        await devices.DistrustAsync(user, cancellationToken).ConfigureAwait(false);
        if (await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is { } account)
        {
            account.SignedOutAt = now;
        }

        ending.ForEach(session => End(session, reason, actor));
        return ending.Count;
    }

    /// <summary>Ends one that was read in the current unit of work.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">Why, one of <see cref="SessionEndReasons"/>.</param>
    /// <param name="actor">Who, when it is not the caller.</param>
    public void End(UserSession session, string reason, string? actor = null)
    {
        session.RevokedAt = time.Now();
        journal.Write(
            session.ImpersonationOrgId, session.Id.ToString(), new SessionRevoked(session.ToState(), reason),
            actor is null ? null : session.ImpersonatorId?.ToString() ?? actor);
        invalidations.Session(session.Id);
    }
}
