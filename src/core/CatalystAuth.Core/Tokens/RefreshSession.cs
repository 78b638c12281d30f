using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tokens;

/// <summary>
/// Spends a refresh token for a new pair (RFC 6749 §6, RFC 9700 §4.14). A spent one that comes back within the grace gets the same
/// successor again, as long as that one is unspent: two tabs, a lost answer. Later it is a theft, and the session ends.
/// </summary>
internal sealed class RefreshSession(
    CallContext call, ISessionStore sessions, IRefreshTokenStore refreshTokens, IUserStore users, IOrgStore orgs, IMembershipStore memberships,
    PlatformAccess platform, SessionTokens tokens, SigningKeyProvider keys, EndSession endSession, SessionActivity activity, Journal journal, IUnitOfWork unitOfWork,
    IRateLimiter limiter, IOptions<RateLimitOptions> limits, IOptions<TokenOptions> options, IOptions<UserSessionOptions> sessionOptions, TimeProvider time)
{
    private static readonly Error Invalid = new(
        TokenErrorCodes.InvalidRefreshToken, "The refresh token is not valid, has expired or its session has ended. Sign in again.",
        ErrorKind.Invalid);

    private static readonly Error Reused = new(
        TokenErrorCodes.RefreshReused, "This refresh token was spent before. Its session has been ended; sign in again.", ErrorKind.Invalid);

    private readonly TokenVerifier _verifier = new(options.Value.Issuer, options.Value.EffectiveAudience, options.Value.ClockSkew);

    public async Task<Result<TokenResponse>> RunAsync(string text, OrgRef? org, CancellationToken cancellationToken)
    {
        var claims = await _verifier.VerifyRefreshAsync(keys.Ring, text, time.Now()).ConfigureAwait(false);
        if (claims is null || !SessionId.TryParse(claims.SessionId, null, out var sessionId) || !UserId.TryParse(claims.Subject, null, out var userId))
        {
            return Invalid;
        }

        if (await limiter.RefuseAsync($"session:{sessionId}", limits.Value.Session, cancellationToken).ConfigureAwait(false) is { } tooMany)
        {
            return tooMany;
        }

        // Whoever else the call may be made by.
        call.ActsOnOwnSession = true;

        // That a token was stolen is refused and yet has to be committed, so the work gives what is to be answered either way.
        var done = await unitOfWork.RunAsync(ct => SpendAsync(claims.Id, userId, sessionId, org, ct), cancellationToken).ConfigureAwait(false);
        if (!done.TryGet(out var answer, out var refusal) || !answer.TryGet(out var pair, out refusal))
        {
            return refusal;
        }

        // Signed here, where nobody waits for the transaction to end.
        activity.See(sessionId, call.IpAddress);
        var access = tokens.Sign(pair.Access);
        return new TokenResponse(access.Text, OAuthNames.Bearer, access.ExpiresIn)
        {
            RefreshToken = tokens.MintRefresh(pair.Refresh, pair.Session),
            Scope = access.Claims.Scope,
        };
    }

    private async Task<Result<Result<Pair>>> SpendAsync(
        string tokenId, UserId userId, SessionId sessionId, OrgRef? org, CancellationToken cancellationToken)
    {
        // One at a time, and a ban or deletion that is under way comes first or ends what is made here.
        await users.LockAsync(userId, cancellationToken).ConfigureAwait(false);
        var user = await users.FindAsync(userId, cancellationToken).ConfigureAwait(false);
        var session = await sessions.FindAsync(sessionId, cancellationToken).ConfigureAwait(false);
        var record = await refreshTokens.FindAsync(tokenId, cancellationToken).ConfigureAwait(false);
        if (user is null || user.IsBanned(time.Now()) || session is null || session.UserId != userId || !IsLive(session, record)
            || !await platform.MayStillImpersonateAsync(session, cancellationToken).ConfigureAwait(false))
        {
            return Invalid;
        }

        // Who acts as another stays where they began.
        if (session.ImpersonatorId is not null && org is { } elsewhere && session.ImpersonationOrgId?.ToString() != elsewhere.ToString())
        {
            return TokenRefusals.InvalidTarget;
        }

        // We have signed it and do not know it: it was spent so long ago that it was forgotten.
        return record is null ? End(session)
            : record.SessionId != sessionId ? Invalid
            : await RotateAsync(session, record, user, org, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<Result<Pair>>> RotateAsync(
        UserSession session, RefreshTokenRecord record, UserAccount user, OrgRef? org, CancellationToken cancellationToken)
    {
        var access = await tokens.DraftAccessAsync(
            session, user, org ?? (record.OrgId is { } current ? current : null), cancellationToken).ConfigureAwait(false);
        if (org is { } wanted && access.Identity is null)
        {
            return access.Unmet ?? await RefuseTargetAsync(user.Id, wanted, cancellationToken).ConfigureAwait(false);
        }

        var now = time.Now();
        var successor = tokens.NewRefreshToken(session, access.Identity?.Org);
        if (await refreshTokens.TrySpendAsync(record.Id, successor.Id, now, cancellationToken).ConfigureAwait(false))
        {
            refreshTokens.Add(successor);
            return Give(new(access, successor, session));
        }

        return await FindSuccessorAsync(record.Id, now, cancellationToken).ConfigureAwait(false) is { } same
            ? Give(new(access, same, session))
            : End(session);
    }

    // Without a wish the tokens are for no organisation then: an owner needs some to bring a deleted one back.
    private async Task<Error> RefuseTargetAsync(UserId user, OrgRef wanted, CancellationToken cancellationToken) =>
        await orgs.FindAsync(wanted, cancellationToken).ConfigureAwait(false) is { } org
        && await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is not null
            ? Refusals.Stopped(org.Status) ?? TokenRefusals.InvalidTarget
            : TokenRefusals.InvalidTarget;

    // Only of the immediate predecessor: a successor that was spent itself shows that this one is older.
    private async Task<RefreshTokenRecord?> FindSuccessorAsync(string id, DateTimeOffset now, CancellationToken cancellationToken) =>
        await refreshTokens.FindAsync(id, cancellationToken).ConfigureAwait(false) is { SpentAt: { } spentAt, SuccessorId: { } successorId }
        && now - spentAt <= options.Value.RefreshGrace
        && await refreshTokens.FindAsync(successorId, cancellationToken).ConfigureAwait(false) is { SpentAt: null } successor
            ? successor
            : null;

    private static Result<Pair> Give(Pair pair) => pair;

    private Result<Pair> End(UserSession session)
    {
        journal.Write(
            org: null, session.Id.ToString(), new SessionRefreshReused(session.ToState(), call.IpAddress, UserAgents.Parse(call.UserAgent)));
        endSession.End(session, SessionEndReasons.RefreshTokenReused);
        return Reused;
    }

    // When it was used is written behind; that a token of it was issued is not.
    private bool IsLive(UserSession session, RefreshTokenRecord? record)
    {
        var now = time.Now();
        var usedSince = now - sessionOptions.Value.IdleLifetime;
        return session.IsLive(now, record?.IssuedAt > usedSince ? DateTimeOffset.MinValue : usedSince);
    }

    private sealed record Pair(AccessTokenDraft Access, RefreshTokenRecord Refresh, UserSession Session);
}
