using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Sessions of other users, for platform admins. Those of another admin can be seen and not ended.</summary>
internal sealed class SessionsOfUsers(
    CallContext call, PlatformAccess platform, ISessionStore sessions, IUserStore users, SessionDevices trust, EndSession endSession, IUnitOfWork unitOfWork,
    IOptions<UserSessionOptions> options, TimeProvider time)
{
    public async Task<Result<IReadOnlyList<Session>>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        if (await platform.RefuseAsync(PlatformPermissions.UsersRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        if (await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is null)
        {
            return UserRefusals.NotFound;
        }

        var now = time.Now();
        var current = call.Actor is Actor.User caller ? caller.SessionId : default;
        var live = await sessions.ListLiveAsync(user, now, now - options.Value.IdleLifetime, MySessions.MaxListed, cancellationToken)
            .ConfigureAwait(false);
        return (await trust.ShowAsync(user, live, current, cancellationToken).ConfigureAwait(false)).ToList();
    }

    public async Task<Result> RevokeAsync(UserId user, SessionId session, CancellationToken cancellationToken)
    {
        var ended = await unitOfWork.RunAsync<bool>(
            async ct => await RefuseAsync(user, ct).ConfigureAwait(false) is { } refusal
                ? refusal
                : await endSession.RunFromElsewhereAsync(user, session, SessionEndReasons.RevokedByAdmin, ct).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return ended.Match<Result>(_ => Result.Success, error => error);
    }

    public Task<Result<RevokedSessions>> RevokeAllAsync(UserId user, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<RevokedSessions>(
            async ct => await RefuseAsync(user, ct).ConfigureAwait(false) is { } refusal
                ? refusal
                : new RevokedSessions(await endSession.RunForAllAsync(user, except: null, SessionEndReasons.RevokedByAdmin, ct).ConfigureAwait(false)),
            cancellationToken);

    private async Task<Error?> RefuseAsync(UserId user, CancellationToken cancellationToken)
    {
        if (await platform.RefuseAsync(PlatformPermissions.UsersWrite, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        await users.LockAsync(user, cancellationToken).ConfigureAwait(false);
        return await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is null ? UserRefusals.NotFound
            : await platform.HoldsAsync(new Actor.User(user, default), PlatformPermissions.UsersWrite, cancellationToken).ConfigureAwait(false)
                ? UserRefusals.Protected
                : null;
    }
}
