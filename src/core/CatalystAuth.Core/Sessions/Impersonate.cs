using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// Lets a platform admin act as a user, for a short while and in one organisation at most. What they do is recorded as theirs, and the
/// organisation hears of it from the start.
/// </summary>
internal sealed class Impersonate(
    CallContext call, PlatformAccess platform, IUserStore users, ISessionStore sessions, IRefreshTokenStore refreshTokens, SessionTokens tokens,
    EndSession endSession, Journal journal, IUnitOfWork unitOfWork, IOptions<UserSessionOptions> options, TimeProvider time)
{
    private const int MaxReason = 500;

    private static readonly Error Cannot = new(
        SessionErrorCodes.CannotImpersonate, "Nobody acts as a platform admin, as themselves or as who is banned.", ErrorKind.Forbidden);

    private static readonly Error InvalidReason = Error.Field(
        SessionErrorCodes.InvalidImpersonation, "reason", $"A reason of 1 to {MaxReason} characters is needed.");

    public Task<Result<Impersonation>> RunAsync(UserId user, ImpersonateRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Impersonation>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.UsersImpersonate, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (!MyAccount.Caller(call).TryGet(out var caller, out refusal))
                {
                    return refusal;
                }

                if (string.IsNullOrWhiteSpace(request.Reason) || !ProfileGrammar.IsText(request.Reason, MaxReason))
                {
                    return InvalidReason;
                }

                await users.LockAsync(user, ct).ConfigureAwait(false);
                return await users.FindAsync(user, ct).ConfigureAwait(false) is not { } account ? UserRefusals.NotFound
                    : user == caller.UserId || account.IsBanned(time.Now()) || await platform.HasAnyRoleAsync(user, ct).ConfigureAwait(false) ? Cannot
                    : await BeginAsync(caller.UserId, account, request, ct).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<Result<RevokedSessions>> EndAsync(UserId user, CancellationToken cancellationToken) => unitOfWork.RunAsync<RevokedSessions>(
        async ct =>
        {
            if (await platform.RefuseAsync(PlatformPermissions.UsersImpersonate, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            await users.LockAsync(user, ct).ConfigureAwait(false);
            if (await users.FindAsync(user, ct).ConfigureAwait(false) is null)
            {
                return UserRefusals.NotFound;
            }

            var now = time.Now();
            var live = await sessions.ListLiveAsync(user, now, now - options.Value.IdleLifetime, int.MaxValue, ct).ConfigureAwait(false);
            var ending = live.Where(session => session.ImpersonatorId is not null).ToList();
            ending.ForEach(session => endSession.End(session, SessionEndReasons.ImpersonationEnded));
            return new RevokedSessions(ending.Count);
        },
        cancellationToken);

    private async Task<Result<Impersonation>> BeginAsync(
        UserId admin, UserAccount user, ImpersonateRequest request, CancellationToken cancellationToken)
    {
        OrgId? entered = null;
        if (request.Org is not null
            && (!FlowRefusals.TryReadOrg(request.Org, out var org)
                || (entered = await tokens.FindOrgAsync(user.Id, org!.Value, cancellationToken).ConfigureAwait(false)) is null))
        {
            return TokenRefusals.InvalidTarget;
        }

        var now = time.Now();
        var session = new UserSession
        {
            Id = TypeId.New<SessionId>(now),
            UserId = user.Id,
            Amr = [],
            ImpersonatorId = admin,
            ImpersonationOrgId = entered,
            ImpersonationWrites = request.Writes,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now.Add(options.Value.ImpersonationLifetime),
            IpAddress = call.IpAddress,
            UserAgent = UserAgents.Kept(call.UserAgent),
        };
        var access = await tokens.MintAccessAsync(session, user, session.ImpersonationOrgId, cancellationToken).ConfigureAwait(false);
        var refresh = tokens.NewRefreshToken(session, session.ImpersonationOrgId);
        sessions.Add(session);
        refreshTokens.Add(refresh);
        journal.Write(
            session.ImpersonationOrgId, session.Id.ToString(),
            new SessionImpersonated(new(user.Id, admin, request.Reason, request.Writes, session.ExpiresAt)));
        return new Impersonation(
            session.ToContract(isCurrent: false),
            new TokenSet(access.Text, tokens.MintRefresh(refresh, session), OAuthNames.Bearer, access.ExpiresIn));
    }
}
