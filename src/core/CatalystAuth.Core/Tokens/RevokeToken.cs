using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.Keys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tokens;

/// <summary>
/// Takes a token back (RFC 7009). Who has it is who it speaks for, so no other proof is asked for. Of a token that does not hold nothing is
/// said: it is as dead as was wished.
/// </summary>
internal sealed class RevokeToken(
    CallContext call, EndSession endSession, SigningKeyProvider keys, RevocationList revocations, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, IOptions<TokenOptions> options, TimeProvider time)
{
    private static readonly Error IsKey = new(
        TokenErrorCodes.UnsupportedType, "This is an API key and no token. It is revoked at /v1/keys.", ErrorKind.Invalid);

    private readonly TokenVerifier _verifier = new(options.Value.Issuer, options.Value.EffectiveAudience, options.Value.ClockSkew);

    public async Task<Result> RunAsync(string text, CancellationToken cancellationToken)
    {
        if (ApiKeyText.LooksLikeKey(text))
        {
            return IsKey;
        }

        call.ActsOnOwnSession = true;
        var now = time.Now();
        if (await _verifier.VerifyRefreshAsync(keys.Ring, text, now).ConfigureAwait(false) is { } refresh)
        {
            await EndSessionAsync(refresh, cancellationToken).ConfigureAwait(false);
        }
        else if (await _verifier.VerifyAccessAsync(keys.Ring, text, now).ConfigureAwait(false) is { } access && !revocations.IsRevoked(access))
        {
            await RevokeAsync(access, cancellationToken).ConfigureAwait(false);
        }

        return Result.Success;
    }

    // Also by one that was spent: who lost the last answer signs out with the token that they have.
    private async Task EndSessionAsync(RefreshToken token, CancellationToken cancellationToken)
    {
        if (UserId.TryParse(token.Subject, null, out var user) && SessionId.TryParse(token.SessionId, null, out var session))
        {
            await unitOfWork.RunAsync(
                ct => endSession.RunInsideAsync(user, session, SessionEndReasons.TokenRevoked, ct, actor: token.Subject), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task RevokeAsync(AccessToken token, CancellationToken cancellationToken) => await unitOfWork.RunAsync<bool>(
        _ =>
        {
            // What a session does is told beside organisations, what a key does in its own.
            OrgId? org = token.Key is not null && OrgId.TryParse(token.Org, null, out var ofKey) ? ofKey : null;
            journal.Write(
                org, token.SessionId ?? token.Subject,
                new TokenRevoked(
                    token.Id, DateTimeOffset.FromUnixTimeSeconds(token.ExpiresAt),
                    UserId.TryParse(token.Subject, null, out var user) ? user : null,
                    KeyId.TryParse(token.Key, null, out var key) ? key : null),
                actor: token.Subject);
            invalidations.Token(token.Id);
            return Task.FromResult<Result<bool>>(true);
        },
        cancellationToken).ConfigureAwait(false);
}
