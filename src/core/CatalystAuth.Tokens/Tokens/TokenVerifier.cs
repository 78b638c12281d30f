using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// Verifies tokens by RFC 8725 and RFC 9068: the algorithm is the key's own, never the token's choice; <c>typ</c>, <c>iss</c> and <c>aud</c>
/// are exact; times are checked with a small skew. Claims are not read before the signature is checked. Knows nothing of revocation.
/// </summary>
/// <param name="issuer">The issuer, compared exactly.</param>
/// <param name="audience">The audience of access tokens, compared exactly.</param>
/// <param name="clockSkew">How far the clocks of issuer and verifier may differ.</param>
public sealed class TokenVerifier(string issuer, string audience, TimeSpan clockSkew)
{
    /// <summary>The <c>kid</c> that a text names, true or not; null when it is no token of ours by its form.</summary>
    public static string? KeyIdOf(string token) => CompactJws.KeyIdOf(token);

    /// <summary>The claims of a valid access token; null for any other text.</summary>
    public ValueTask<AccessToken?> VerifyAccessAsync(KeyRing ring, string token, DateTimeOffset now) =>
        ValueTask.FromResult(VerifyAccess(ring, token, audience, now));

    /// <summary>
    /// The claims of an access token that is valid but for its audience, which who asks compares: it may be for another. Null for any other text, and
    /// for a token with several audiences.
    /// </summary>
    public ValueTask<AccessToken?> VerifyAccessForAnybodyAsync(KeyRing ring, string token, DateTimeOffset now) =>
        ValueTask.FromResult(VerifyAccess(ring, token, forAudience: null, now));

    /// <summary>The claims of a valid access token, for who has the issuer's public keys only; null for any other text.</summary>
    public AccessToken? VerifyAccess(VerificationKeys keys, string token, DateTimeOffset now)
    {
        if (!CompactJws.TryRead(token, out var jws)
            || jws.Header.Type != JwtTypes.Access
            || jws.Header.KeyId is null
            || keys.Find(jws.Header.KeyId) is not { } key
            || !jws.IsSignedBy(key.Material))
        {
            return null;
        }

        var claims = RegisteredClaims.Read(jws.Payload, TokenJsonContext.Default.AccessToken, issuer, audience, now, clockSkew);
        if (claims is not null)
        {
            claims.SignedBy = key.Id;
        }

        return claims;
    }

    /// <summary>The claims of a valid decision cookie for a place; null for any other text.</summary>
    public AccessToken? VerifyDecisionCookie(KeyRing ring, string token, string place, DateTimeOffset now)
    {
        var claims = Verify(ring, token, SigningKeyUse.Decision, JwtTypes.DecisionCookie, place, now, TokenJsonContext.Default.AccessToken, out var key);
        if (claims is not null)
        {
            claims.SignedBy = key;
        }

        return claims;
    }

    /// <summary>The claims of a valid refresh token; null for any other text.</summary>
    public ValueTask<RefreshToken?> VerifyRefreshAsync(KeyRing ring, string token, DateTimeOffset now) => ValueTask.FromResult(
        Verify(ring, token, SigningKeyUse.Refresh, JwtTypes.Refresh, issuer, now, TokenJsonContext.Default.RefreshToken, out _));

    /// <summary>The claims of a valid decision token for an app; null for any other text.</summary>
    public ValueTask<DecisionToken?> VerifyDecisionAsync(KeyRing ring, string token, string app, DateTimeOffset now) => ValueTask.FromResult(
        Verify(ring, token, SigningKeyUse.Decision, JwtTypes.Decision, app, now, TokenJsonContext.Default.DecisionToken, out _));

    /// <summary>
    /// The claims of a valid decision token for the audience, which is an app; for who has the issuer's public keys only. Null for any
    /// other text.
    /// </summary>
    public DecisionToken? VerifyDecision(VerificationKeys keys, string token, DateTimeOffset now) =>
        CompactJws.TryRead(token, out var jws)
        && jws.Header.Type == JwtTypes.Decision
        && jws.Header.KeyId is not null
        && keys.Find(jws.Header.KeyId) is { } key
        && jws.IsSignedBy(key.Material)
            ? RegisteredClaims.Read(jws.Payload, TokenJsonContext.Default.DecisionToken, issuer, audience, now, clockSkew)
            : null;

    private AccessToken? VerifyAccess(KeyRing ring, string token, string? forAudience, DateTimeOffset now)
    {
        var claims = Verify(ring, token, SigningKeyUse.Access, JwtTypes.Access, forAudience, now, TokenJsonContext.Default.AccessToken, out var key);
        if (claims is not null)
        {
            claims.SignedBy = key;
        }

        return claims;
    }

    private T? Verify<T>(
        KeyRing ring, string token, SigningKeyUse use, string type, string? forAudience, DateTimeOffset now, JsonTypeInfo<T> typeInfo,
        out string? keyId)
        where T : class
    {
        keyId = null;
        if (!CompactJws.TryRead(token, out var jws)
            || jws.Header.Type != type
            || jws.Header.KeyId is null
            || ring.Find(jws.Header.KeyId, now) is not { } key
            || key.Use != use
            || !jws.IsSignedBy(key.Material))
        {
            return null;
        }

        keyId = key.Id;
        return RegisteredClaims.Read(jws.Payload, typeInfo, issuer, forAudience, now, clockSkew);
    }
}
