using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>The caller's own sessions.</summary>
internal sealed class MySessions(
    CallContext call, ISessionStore sessions, IUserStore users, SessionDevices trust, EndSession endSession, IUnitOfWork unitOfWork, IOptions<UserSessionOptions> options,
    TimeProvider time)
{
    public const int MaxListed = 200;

    public async Task<Result<IReadOnlyList<Session>>> ListAsync(CancellationToken cancellationToken)
    {
        if (!MyAccount.Caller(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        var now = time.Now();
        var live = await sessions.ListLiveAsync(caller.UserId, now, now - options.Value.IdleLifetime, MaxListed, cancellationToken)
            .ConfigureAwait(false);
        return (await trust.ShowAsync(caller.UserId, live, caller.SessionId, cancellationToken).ConfigureAwait(false)).ToList();
    }

    public async Task<Result> RevokeAsync(SessionId session, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        if (session == caller.SessionId)
        {
            return await endSession.RunAsync(caller.UserId, session, SessionEndReasons.RevokedByUser, cancellationToken).ConfigureAwait(false);
        }

        var ended = await unitOfWork.RunAsync(
            ct => endSession.RunFromElsewhereAsync(caller.UserId, session, SessionEndReasons.RevokedByUser, ct), cancellationToken).ConfigureAwait(false);
        return ended.Match<Result>(_ => Result.Success, refusal => refusal);
    }

    public Task<Result<RevokedSessions>> RevokeOthersAsync(CancellationToken cancellationToken) => RevokeAllAsync(keepCurrent: true, cancellationToken);

    public Task<Result<RevokedSessions>> RevokeAllAsync(CancellationToken cancellationToken) => RevokeAllAsync(keepCurrent: false, cancellationToken);

    private async Task<Result<RevokedSessions>> RevokeAllAsync(bool keepCurrent, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        return await unitOfWork.RunAsync<RevokedSessions>(
            async ct =>
            {
                await users.LockAsync(caller.UserId, ct).ConfigureAwait(false);
                return new RevokedSessions(await endSession.RunForAllAsync(
                    caller.UserId, keepCurrent ? caller.SessionId : null, SessionEndReasons.RevokedByUser, ct).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
    }
}
