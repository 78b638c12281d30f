using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Users;

/// <summary>What a signed-in user reads and does about themselves.</summary>
internal sealed class MyAccount(
    CallContext call, IUserStore users, IMembershipStore memberships, ISessionStore sessions, EffectiveIdentityCache effective, ExplainPermission explain,
    EndSession endSession, TimeProvider time) : IMe
{
    public async Task<Result<Me>> GetAsync(CancellationToken cancellationToken = default)
    {
        if (!Caller().TryGet(out var caller, out var error))
        {
            return error;
        }

        var user = await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
        if (user is null)
        {
            return Refusals.Unauthenticated;
        }

        var orgs = await memberships.ListOfUserAsync(user.Id, cancellationToken).ConfigureAwait(false);
        return new Me(user.Id, user.Email, user.EmailVerified, user.Name, [.. user.Labels.Select(entry => entry.Label)], user.PlatformAdmin, user.CreatedAt, orgs);
    }

    public async Task<Result<EffectiveUser>> EffectiveAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        if (!Caller().TryGet(out var caller, out var error))
        {
            return error;
        }

        var identity = await effective.GetAsync(caller.UserId, org, cancellationToken).ConfigureAwait(false);
        return identity is null ? Refusals.OrgNotFound : identity;
    }

    public async Task<Result<Explanation>> ExplainAsync(OrgRef org, string permission, CancellationToken cancellationToken = default)
    {
        var identity = await EffectiveAsync(org, cancellationToken).ConfigureAwait(false);
        return identity.TryGet(out var found, out var error)
            ? await explain.RunAsync(found, permission, cancellationToken).ConfigureAwait(false)
            : error;
    }

    public async Task<Result<IReadOnlyList<Session>>> ListSessionsAsync(CancellationToken cancellationToken = default)
    {
        if (!Caller().TryGet(out var caller, out var error))
        {
            return error;
        }

        var live = await sessions.ListLiveAsync(caller.UserId, time.Now(), cancellationToken).ConfigureAwait(false);
        return live.Select(session => session.ToContract(session.Id == caller.SessionId)).ToList();
    }

    public async Task<Result> RevokeSessionAsync(SessionId session, CancellationToken cancellationToken = default) =>
        Caller().TryGet(out var caller, out var error)
            ? await endSession.RunAsync(caller.UserId, session, "revoked_by_user", cancellationToken).ConfigureAwait(false)
            : error;

    private Result<Actor.User> Caller() => call.Actor switch
    {
        Actor.User user => user,
        Actor.Anonymous => Refusals.Unauthenticated,
        _ => Refusals.UserRequired,
    };
}
