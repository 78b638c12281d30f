using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// Verifies tokens by RFC 8725: the algorithm is the key's own, never the token's choice; <c>typ</c>, <c>iss</c> and <c>aud</c> are
/// exact; times are checked with a small skew. Knows nothing of revocation.
/// </summary>
/// <param name="issuer">The issuer, compared exactly.</param>
/// <param name="audience">The audience of access tokens, compared exactly.</param>
/// <param name="clockSkew">How far the clocks of issuer and verifier may differ.</param>
public sealed class TokenVerifier(string issuer, string audience, TimeSpan clockSkew)
{
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = CompactJws.MaxLength };

    /// <summary>The claims of a valid access token; null for any other text.</summary>
    public async ValueTask<AccessToken?> VerifyAccessAsync(KeyRing ring, string token, DateTimeOffset now)
    {
        var claims = await VerifyAsync(ring, token, SigningKeyUse.Access, JwtTypes.Access, TokenJsonContext.Default.AccessToken)
            .ConfigureAwait(false);
        return claims is not null && claims.Issuer == issuer && claims.Audience == audience && IsCurrent(claims.IssuedAt, claims.ExpiresAt, now)
            ? claims
            : null;
    }

    /// <summary>The claims of a valid refresh token; null for any other text.</summary>
    public async ValueTask<RefreshToken?> VerifyRefreshAsync(KeyRing ring, string token, DateTimeOffset now)
    {
        var claims = await VerifyAsync(ring, token, SigningKeyUse.Refresh, JwtTypes.Refresh, TokenJsonContext.Default.RefreshToken)
            .ConfigureAwait(false);
        return claims is not null && claims.Issuer == issuer && claims.Audience == issuer && IsCurrent(claims.IssuedAt, claims.ExpiresAt, now)
            ? claims
            : null;
    }

    /// <summary>The claims of a valid decision token for an app; null for any other text.</summary>
    public async ValueTask<DecisionToken?> VerifyDecisionAsync(KeyRing ring, string token, string app, DateTimeOffset now)
    {
        var claims = await VerifyAsync(ring, token, SigningKeyUse.Decision, JwtTypes.Decision, TokenJsonContext.Default.DecisionToken)
            .ConfigureAwait(false);
        return claims is not null && claims.Issuer == issuer && claims.Audience == app && IsCurrent(claims.IssuedAt, claims.ExpiresAt, now)
            ? claims
            : null;
    }

    private static async ValueTask<T?> VerifyAsync<T>(
        KeyRing ring, string token, SigningKeyUse use, string type, JsonTypeInfo<T> typeInfo)
        where T : class
    {
        if (!CompactJws.TryRead(token, out var header, out var payload)
            || ring.Find(header.KeyId) is not { } key
            || key.Use != use
            || header.Algorithm != key.Algorithm
            || header.Type != type)
        {
            return null;
        }

        // Issuer, audience and times are compared by the callers, on the very bytes that were signed and with their own clock.
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key.SecurityKey,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [key.Algorithm],
            ValidTypes = [type],
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = false,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        }).ConfigureAwait(false);
        if (!result.IsValid)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(payload, typeInfo);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsCurrent(long issuedAt, long expiresAt, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var skew = (long)clockSkew.TotalSeconds;
        return issuedAt <= seconds + skew && expiresAt > seconds - skew && expiresAt > issuedAt;
    }
}
