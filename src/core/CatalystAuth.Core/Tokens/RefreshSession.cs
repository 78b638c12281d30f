using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
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
    ISessionStore sessions, IUserStore users, IOrgStore orgs, IMembershipStore memberships, SessionTokens tokens, SigningKeyProvider keys, EndSession endSession,
    IUnitOfWork unitOfWork, IOptions<TokenOptions> options, TimeProvider time)
{
    private static readonly Error Invalid = new(
        TokenErrorCodes.InvalidRefreshToken, "The refresh token is not valid, has expired or its session has ended. Sign in again.",
        ErrorKind.Invalid);

    private static readonly Error Reused = new(
        TokenErrorCodes.RefreshReused, "This refresh token was spent before. Its session has been ended; sign in again.", ErrorKind.Invalid);

    private static readonly Error InvalidTarget = new(
        TokenErrorCodes.InvalidTarget, "You are not in that organisation, or there is none of that name.", ErrorKind.Invalid);

    private readonly TokenVerifier _verifier = new(options.Value.Issuer, options.Value.EffectiveAudience, options.Value.ClockSkew);

    public async Task<Result<TokenResponse>> RunAsync(string text, OrgRef? org, CancellationToken cancellationToken)
    {
        var claims = await _verifier.VerifyRefreshAsync(keys.Ring, text, time.Now()).ConfigureAwait(false);
        if (claims is null || !SessionId.TryParse(claims.SessionId, null, out var sessionId))
        {
            return Invalid;
        }

        var result = await unitOfWork.RunAsync<TokenResponse>(
            async ct =>
            {
                var session = await sessions.FindAsync(sessionId, ct).ConfigureAwait(false);
                var record = await sessions.FindRefreshTokenAsync(claims.Id, ct).ConfigureAwait(false);
                return session is null || record is null || record.SessionId != sessionId || !session.IsLive(time.Now())
                    ? Invalid
                    : await RotateAsync(session, record, org, ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

        if (!result.IsSuccess && result.Error.Code == TokenErrorCodes.RefreshReused
            && await sessions.FindAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } stolen)
        {
            // In a transaction of its own: the refusal has rolled the other one back.
            await endSession.RunAsync(stolen.UserId, sessionId, "refresh_token_reused", cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<Result<TokenResponse>> RotateAsync(
        UserSession session, RefreshTokenRecord record, OrgRef? org, CancellationToken cancellationToken)
    {
        // A ban or deletion that is under way comes first, or ends what is made here.
        await users.LockAsync(session.UserId, cancellationToken).ConfigureAwait(false);
        var user = await users.FindAsync(session.UserId, cancellationToken).ConfigureAwait(false);
        if (user is null || user.IsBanned(time.Now()))
        {
            return Invalid;
        }

        var access = await tokens.MintAccessAsync(
            session, user, org ?? (record.OrgId is { } current ? current : null), cancellationToken).ConfigureAwait(false);
        if (org is { } wanted && access.Identity is null)
        {
            return await RefuseTargetAsync(user.Id, wanted, cancellationToken).ConfigureAwait(false);
        }

        var now = time.Now();
        var successor = tokens.NewRefreshToken(session, access.Identity?.Org);
        if (await sessions.TrySpendAsync(record.Id, successor.Id, now, cancellationToken).ConfigureAwait(false))
        {
            session.LastSeenAt = now;
            sessions.Add(successor);
            return Respond(access, tokens.MintRefresh(successor, session));
        }

        return await RepeatAsync(session, record.Id, access, now, cancellationToken).ConfigureAwait(false);
    }

    // Without a wish the tokens are for no organisation then: an owner needs some to bring a deleted one back.
    private async Task<Error> RefuseTargetAsync(UserId user, OrgRef wanted, CancellationToken cancellationToken) =>
        await orgs.FindAsync(wanted, cancellationToken).ConfigureAwait(false) is { } org
        && await memberships.FindAsync(org.Id, user, cancellationToken).ConfigureAwait(false) is not null
            ? Refusals.Stopped(org.Status) ?? InvalidTarget
            : InvalidTarget;

    private async Task<Result<TokenResponse>> RepeatAsync(
        UserSession session, string id, AccessTokenResult access, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var spent = await sessions.FindRefreshTokenAsync(id, cancellationToken).ConfigureAwait(false);
        var successor = spent?.SuccessorId is { } successorId
            ? await sessions.FindRefreshTokenAsync(successorId, cancellationToken).ConfigureAwait(false)
            : null;
        var isRepeat = spent?.SpentAt is { } spentAt && now - spentAt <= options.Value.RefreshGrace
            && successor is { SpentAt: null };
        return isRepeat ? Respond(access, tokens.MintRefresh(successor!, session)) : Reused;
    }

    private static TokenResponse Respond(AccessTokenResult access, string refreshToken) =>
        new(access.Text, OAuthNames.Bearer, access.ExpiresIn) { RefreshToken = refreshToken, Scope = access.Claims.Scope };
}
