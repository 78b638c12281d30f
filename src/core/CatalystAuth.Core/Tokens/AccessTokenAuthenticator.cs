using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Tokens.Keys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tokens;

/// <summary>Who a bearer credential speaks for. The API and forward-auth ask here.</summary>
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
    public ValueTask<Result<AccessToken>> AuthenticateAsync(string credential) => AuthenticateAsync(credential, forAnybody: false);

    /// <summary>
    /// The claims of a credential that holds now, and that still say what is true, whomever it is for: who asks decides by them, and has to compare the audience.
    /// </summary>
    public ValueTask<Result<AccessToken>> AuthenticateForAnybodyAsync(string credential) => AuthenticateAsync(credential, forAnybody: true);

    private async ValueTask<Result<AccessToken>> AuthenticateAsync(string credential, bool forAnybody)
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

        var token = await VerifyAsync(credential, forAnybody).ConfigureAwait(false);
        if (token is null && await keys.LearnAsync(credential).ConfigureAwait(false))
        {
            token = await VerifyAsync(credential, forAnybody).ConfigureAwait(false);
        }

        return token is null || revocations.IsRevoked(token) || (forAnybody && revocations.IsOutdated(token)) ? Invalid : token;
    }

    private ValueTask<AccessToken?> VerifyAsync(string credential, bool forAnybody) => forAnybody
        ? _verifier.VerifyAccessForAnybodyAsync(keys.Ring, credential, time.Now())
        : _verifier.VerifyAccessAsync(keys.Ring, credential, time.Now());
}
