using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tokens;

/// <summary>
/// Gives a token for another system for a session's access token (RFC 8693): for audiences that the organisation has a claim profile for, and
/// no longer than the session. What comes out opens nothing here, so it can't be exchanged again.
/// </summary>
internal sealed class ExchangeAccessToken(
    AccessTokenAuthenticator authenticator, ISessionStore sessions, IUserStore users, SessionTokens tokens, IClaimProfileStore profiles,
    IssueProfileToken issue, IRateLimiter limiter, IOptions<RateLimitOptions> limits, IOptions<UserSessionOptions> options, TimeProvider time)
{
    private static readonly Error NoProfile = new(
        TokenErrorCodes.InvalidTarget, "The organisation of the access token has no claim profile for this audience.", ErrorKind.Invalid);

    private static readonly Error OfKey = new(
        AuthErrorCodes.UserRequired, "This access token was had for a key. Exchange the key itself for the audience.", ErrorKind.Forbidden);

    private static readonly Error Ended = new(
        AuthErrorCodes.InvalidToken, "The session of the access token has ended. Sign in again.", ErrorKind.Unauthenticated);

    private static readonly Error InvalidScope = new(
        TokenErrorCodes.InvalidScope, "A scope was asked for that the access token does not carry.", ErrorKind.Invalid);

    public async Task<Result<TokenResponse>> RunAsync(
        string accessToken, string audience, IReadOnlyList<string>? scopes, CancellationToken cancellationToken)
    {
        var authenticated = await authenticator.AuthenticateAsync(accessToken).ConfigureAwait(false);
        if (!authenticated.TryGet(out var token, out var refusal))
        {
            return refusal;
        }

        if (token.Key is not null)
        {
            return OfKey;
        }

        if (await limiter.RefuseAsync($"session:{token.SessionId}", limits.Value.Session, cancellationToken).ConfigureAwait(false) is { } tooMany)
        {
            return tooMany;
        }

        // Nobody there could tell who acts from whom they act as.
        return token.Actor is not null ? Refusals.Impersonated
            : !OrgId.TryParse(token.Org, null, out var org)
                || await profiles.FindAsync(org, audience, cancellationToken).ConfigureAwait(false) is not { } profile ? NoProfile
            : await IssueAsync(token, profile, scopes, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<TokenResponse>> IssueAsync(
        AccessToken token, StoredClaimProfile profile, IReadOnlyList<string>? scopes, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (!SessionId.TryParse(token.SessionId, null, out var sessionId) || !UserId.TryParse(token.Subject, null, out var userId)
            || await sessions.FindAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session || session.UserId != userId
            || !IsLive(session, token, now)
            || await users.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } user || user.IsBanned(now))
        {
            return Ended;
        }

        var draft = await tokens.DraftAccessAsync(session, user, profile.OrgId, cancellationToken).ConfigureAwait(false);
        if (draft.Identity is null)
        {
            return draft.Unmet ?? TokenRefusals.InvalidTarget;
        }

        // As much as the token carries and the user still holds.
        var held = draft.Claims.Scopes().Where(scope => token.Scope is null || token.Scopes().Contains(scope, StringComparer.Ordinal)).ToList();
        if (scopes?.Except(held, StringComparer.Ordinal).Any() == true)
        {
            return InvalidScope;
        }

        var claims = draft.Claims with { Scope = string.Join(' ', scopes ?? held) };
        var issued = issue.Issue(profile, new(claims, user.EmailVerified ? user.Email : null), now, draft.Bound);
        return issued.Map(answer => answer with { IssuedTokenType = OAuthNames.AccessTokenType });
    }

    // When it was used is written behind; that a token of it was issued is not.
    private bool IsLive(UserSession session, AccessToken token, DateTimeOffset now)
    {
        var usedSince = now - options.Value.IdleLifetime;
        return session.IsLive(now, token.IssuedAtExactly() > usedSince ? DateTimeOffset.MinValue : usedSince);
    }
}
