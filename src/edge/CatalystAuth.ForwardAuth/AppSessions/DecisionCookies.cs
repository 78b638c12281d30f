using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Verify;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.AppSessions;

/// <summary>
/// What a browser keeps, for as long as a decision token lives, of who its session speaks for: signed, for one place. A node that has not met the browser
/// then needs no database. It says who, not that they may: the rules are asked each time.
/// </summary>
internal sealed class DecisionCookies(
    SigningKeyProvider keys, RevocationList revocations, InvalidationFeed feed, IOptions<TokenOptions> options, TimeProvider time)
{
    // Browsers take 4096 bytes with name and attributes.
    private const int MaxLength = 3800;

    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "The decision cookie is not valid, has expired or was revoked.", ErrorKind.Unauthenticated);

    private static readonly Error Stale = new(
        RequestErrorCodes.Unavailable, "Revocations can't be read now, so no cookie is believed.", ErrorKind.Unavailable);

    private readonly TokenVerifier _verifier = new(options.Value.Issuer, options.Value.Issuer, options.Value.ClockSkew);

    /// <summary>Gives one to a browser, with the other headers of the answer, which have to be there.</summary>
    /// <returns>Whether it did: not when what it would say is too long, for the browser or its proxy, is over, or would not be believed.</returns>
    public bool Give(in Question question, Principal principal)
    {
        // One for half of its life, so that many requests at once cost one signature.
        var now = time.GetUtcNow();
        if (principal.Proof is not { } proof || now >= proof.RefreshAt || !ReferenceEquals(proof.Ring, keys.Ring))
        {
            var life = options.Value.DecisionLifetime;
            var (ring, end) = (keys.Ring, Math.Min(now.Add(life).ToUnixTimeSeconds(), principal.Token.ExpiresAt));

            // A session that was read behind a change may be dated before it, as nodes' clocks differ: a cookie of it would be refused at once.
            if (end <= now.ToUnixTimeSeconds() || revocations.IsRevoked(principal.Token) || revocations.IsOutdated(principal.Token))
            {
                return false;
            }

            var text = TokenMinter.MintDecisionCookie(
                ring, principal.Token with { Audience = NameOf(question.Place), IssuedAt = now.ToUnixTimeSeconds(), ExpiresAt = end });
            proof = new(text, now + (life / 2), end, ring);
            principal.Proof = proof;
        }

        // It is gone from the browser before it is refused.
        var left = proof.ExpiresAt - now.ToUnixTimeSeconds();
        return proof.Text.Length <= MaxLength && left > 1 && LoginCookies.TrySetDecision(question, proof.CookieFor(left * 3 / 4));
    }

    /// <summary>Who one speaks for.</summary>
    public Result<AccessToken> Read(string text, AppPlace place)
    {
        if (feed.IsStale)
        {
            return Stale;
        }

        return _verifier.VerifyDecisionCookie(keys.Ring, text, NameOf(place), time.GetUtcNow()) is { } claims && !revocations.IsRevoked(claims) && !revocations.IsOutdated(claims)
            ? claims
            : Invalid;
    }

    // The only place where one is good, as its audience.
    private static string NameOf(AppPlace place) => place.Domain is { } domain ? $"{place.Org}@{domain}" : $"{place.App}@{place.Host}";
}
