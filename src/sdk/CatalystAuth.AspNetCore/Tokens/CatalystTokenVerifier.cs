using CatalystAuth.Contracts.Results;
using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.Tokens;

/// <summary>
/// Verifies access tokens of a Catalyst-Auth server from outside: by its public keys, and by the revocations that it tells. Who does not know the
/// revocations believes no token. Thread-safe.
/// </summary>
public sealed class CatalystTokenVerifier
{
    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The access token is not valid, has expired or was revoked.", ErrorKind.Unauthenticated);

    private static readonly Error Unknown = new(
        RequestErrorCodes.Unavailable, "The issuer's keys or revocations are not known now, so no token is believed.", ErrorKind.Unavailable);

    private readonly IssuerKeys _keys;
    private readonly RevocationSet _revocations;
    private readonly OmittedClaims _omitted;
    private readonly CatalystTokenOptions _options;
    private readonly TokenVerifier _verifier;
    private readonly TimeProvider _time;

    internal CatalystTokenVerifier(
        IssuerKeys keys, RevocationSet revocations, OmittedClaims omitted, IOptions<CatalystTokenOptions> options, TimeProvider time)
    {
        (_keys, _revocations, _omitted, _options, _time) = (keys, revocations, omitted, options.Value, time);
        _verifier = new(_options.Issuer, _options.Audience ?? _options.Issuer, _options.ClockSkew);
    }

    /// <summary>How long ago all revocations were known; infinite when they never were.</summary>
    public TimeSpan RevocationAge => _revocations.Age(_time.GetUtcNow());

    /// <summary>
    /// The claims of a token that holds now; lists that did not fit in a session's are asked for at the issuer. Refused with <see cref="AuthErrorCodes.InvalidToken"/> when it does not, and with
    /// <see cref="RequestErrorCodes.Unavailable"/> when that can't be known.
    /// </summary>
    public async ValueTask<Result<AccessToken>> VerifyAsync(string token, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow();
        var age = _revocations.Age(now);
        if (age == Timeout.InfiniteTimeSpan || age > _options.RevocationBound)
        {
            return Unknown;
        }

        if (TokenVerifier.KeyIdOf(token) is not { } keyId)
        {
            return Invalid;
        }

        if (await _keys.FindAsync(keyId, cancellationToken).ConfigureAwait(false) is not { } keys)
        {
            return Unknown;
        }

        var claims = _verifier.VerifyAccess(keys, token, now);
        if (claims is null || IsDead(claims))
        {
            return Invalid;
        }

        if (claims.References is null)
        {
            return claims;
        }

        // What was left out may be what was revoked.
        var whole = await _omitted.ResolveAsync(token, claims, cancellationToken).ConfigureAwait(false);
        return whole.TryGet(out var resolved, out var error) && IsDead(resolved) ? Invalid : whole;
    }

    // Whoever asks here decides by what it says.
    private bool IsDead(AccessToken token) => RevocationRules.IsRevoked(token, _revocations) || RevocationRules.IsOutdated(token, _revocations);
}
