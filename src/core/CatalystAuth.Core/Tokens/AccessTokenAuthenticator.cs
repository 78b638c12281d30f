using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.Keys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tokens;

/// <summary>Who a bearer credential speaks for. The API and forward-auth ask here, so both believe the same.</summary>
public sealed class AccessTokenAuthenticator(
    SigningKeyProvider keys, RevocationList revocations, InvalidationFeed feed, IOptions<TokenOptions> options, TimeProvider time)
{
    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The access token is not valid, has expired or was revoked. Refresh it or sign in again.",
        ErrorKind.Unauthenticated);

    private static readonly Error IsKey = new(
        AuthErrorCodes.KeyMustBeExchanged,
        "An API key does not authenticate a request. Exchange it at /oauth/token and send the access token.", ErrorKind.Unauthenticated);

    private static readonly Error Stale = new(
        RequestErrorCodes.Unavailable, "Revocations can't be read now, so no token is believed.", ErrorKind.Unavailable);

    private readonly TokenVerifier _verifier = new(options.Value.Issuer, options.Value.EffectiveAudience, options.Value.ClockSkew);

    /// <summary>The claims of a credential that holds now.</summary>
    public async ValueTask<Result<AccessToken>> AuthenticateAsync(string credential)
    {
        if (ApiKeyText.LooksLikeKey(credential))
        {
            return IsKey;
        }

        // Staleness first: with no feed even a good signature proves too little.
        if (feed.IsStale)
        {
            return Stale;
        }

        var token = await _verifier.VerifyAccessAsync(keys.Ring, credential, time.Now()).ConfigureAwait(false);
        if (token is null && await keys.LearnAsync(credential).ConfigureAwait(false))
        {
            token = await _verifier.VerifyAccessAsync(keys.Ring, credential, time.Now()).ConfigureAwait(false);
        }

        return token is null || revocations.IsRevoked(token) ? Invalid : token;
    }
}
