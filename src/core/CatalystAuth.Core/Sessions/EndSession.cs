using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Sessions;

/// <summary>Ends a session of a user; its tokens die with it.</summary>
internal sealed class EndSession(
    ISessionStore sessions, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error NotFound = new(
        SessionErrorCodes.NotFound, "You have no such session, or it has ended.", ErrorKind.NotFound);

    /// <param name="user">Whose it has to be.</param>
    /// <param name="id">Which.</param>
    /// <param name="reason">Why, for the audit.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Result> RunAsync(UserId user, SessionId id, string reason, CancellationToken cancellationToken)
    {
        var ended = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var now = time.Now();
                var session = await sessions.FindAsync(id, ct).ConfigureAwait(false);
                if (session is null || session.UserId != user || !session.IsLive(now))
                {
                    return NotFound;
                }

                session.RevokedAt = now;
                journal.Write(org: null, id.ToString(), new SessionRevoked(new(user, session.Amr), reason));
                invalidations.Session(id);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return ended.Match<Result>(_ => Result.Success, error => error);
    }
}
