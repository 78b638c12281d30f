using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Begins a session for a user who has proven who they are. Part of a larger unit of work, which holds the user.</summary>
internal sealed class BeginSession(
    CallContext call, ISessionStore sessions, IRefreshTokenStore refreshTokens, SessionTokens tokens, BrowserCookie cookie, EndSession endSession,
    Journal journal, IOptions<TokenOptions> options, IOptions<UserSessionOptions> sessionOptions, TimeProvider time)
{
    private static readonly Error LimitReached = new(
        SessionErrorCodes.LimitReached, "You are signed in as often as one may be. Sign out somewhere first.", ErrorKind.Conflict);

    public async Task<Result<(Session Session, TokenSet? Tokens)>> RunAsync(
        UserAccount user, IReadOnlyList<string> amr, OrgRef? org, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (!await MakeRoomAsync(user.Id, now, cancellationToken).ConfigureAwait(false))
        {
            return LimitReached;
        }

        var session = new UserSession
        {
            Id = TypeId.New<SessionId>(now),
            UserId = user.Id,
            Amr = amr,
            AuthenticatedAt = now,
            SecondFactorAt = AcrValues.Of(amr) == AcrValues.TwoFactors ? now : null,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now.Add(options.Value.SessionLifetime),
            DeviceHash = Devices.Devices.HashOf(call),
            IpAddress = call.IpAddress,
            UserAgent = UserAgents.Kept(call.UserAgent),
        };
        sessions.Add(session);
        var tokenSet = call.IsOfBrowser ? GiveCookie(session) : await GiveTokensAsync(session, user, org, cancellationToken).ConfigureAwait(false);
        journal.Write(org: null, session.Id.ToString(), new SessionCreated(session.ToState()), actor: user.Id.ToString());
        return (session.ToContract(isCurrent: true), tokenSet);
    }

    private TokenSet? GiveCookie(UserSession session)
    {
        cookie.Give(session);
        return null;
    }

    private async Task<TokenSet?> GiveTokensAsync(UserSession session, UserAccount user, OrgRef? org, CancellationToken cancellationToken)
    {
        var access = await tokens.MintAccessAsync(session, user, org, cancellationToken).ConfigureAwait(false);
        var refresh = tokens.NewRefreshToken(session, access.Identity?.Org);
        refreshTokens.Add(refresh);
        return new TokenSet(access.Text, tokens.MintRefresh(refresh, session), OAuthNames.Bearer, access.ExpiresIn);
    }

    private async Task<bool> MakeRoomAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (sessionOptions.Value.MaxPerUser is var most && most == 0)
        {
            return true;
        }

        var all = await sessions.ListLiveAsync(user, now, now - sessionOptions.Value.IdleLifetime, int.MaxValue, cancellationToken)
            .ConfigureAwait(false);
        var live = all.Where(session => session.ImpersonatorId is null).ToList();
        if (live.Count >= most && sessionOptions.Value.AtLimit == SessionLimit.Refuse)
        {
            return false;
        }

        // Newest first; after a setting was lowered it may be more than one.
        foreach (var oldest in live.Skip(most - 1))
        {
            endSession.End(oldest, SessionEndReasons.LimitReached, actor: user.ToString());
        }

        return true;
    }
}
