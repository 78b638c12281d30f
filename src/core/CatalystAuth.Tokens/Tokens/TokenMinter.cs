using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.Audit;
using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>Signs tokens with the key that a ring holds for each kind.</summary>
public static class TokenMinter
{
    /// <summary>The longest access token, in bytes: it has to fit in the headers of every proxy.</summary>
    public const int AccessTokenBudget = 3 * 1024;

    /// <summary>
    /// Signs an access token. Lists that don't fit in <see cref="AccessTokenBudget"/> are left out, labels first, then entitlements,
    /// groups and scopes, and <see cref="ClaimNames.References"/> says where they are: less authority, never more.
    /// </summary>
    public static string Mint(KeyRing ring, AccessToken claims)
    {
        var token = Sign(ring, SigningKeyUse.Access, JwtTypes.Access, claims.IssuedAt, claims, TokenJsonContext.Default.AccessToken);
        for (var step = 0; token.Length > AccessTokenBudget && step < Reductions.Length; step++)
        {
            claims = Reductions[step](claims);
            token = Sign(ring, SigningKeyUse.Access, JwtTypes.Access, claims.IssuedAt, claims, TokenJsonContext.Default.AccessToken);
        }

        return token;
    }

    /// <summary>Signs a refresh token.</summary>
    public static string Mint(KeyRing ring, RefreshToken claims) =>
        Sign(ring, SigningKeyUse.Refresh, JwtTypes.Refresh, claims.IssuedAt, claims, TokenJsonContext.Default.RefreshToken);

    /// <summary>Signs a decision token.</summary>
    public static string Mint(KeyRing ring, DecisionToken claims) =>
        Sign(ring, SigningKeyUse.Decision, JwtTypes.Decision, claims.IssuedAt, claims, TokenJsonContext.Default.DecisionToken);

    /// <summary>Signs who a session at the edge speaks for, for its browser to keep. Nothing is left out: what is too long is not kept.</summary>
    public static string MintDecisionCookie(KeyRing ring, AccessToken claims) =>
        Sign(ring, SigningKeyUse.Decision, JwtTypes.DecisionCookie, claims.IssuedAt, claims, TokenJsonContext.Default.AccessToken);

    /// <summary>Signs a checkpoint, of <see cref="JwtTypes.AuditExport"/> when it says where an export begins.</summary>
    public static string Mint(KeyRing ring, CheckpointToken claims) => Sign(
        ring, SigningKeyUse.Audit, claims.First is null ? JwtTypes.AuditCheckpoint : JwtTypes.AuditExport, claims.IssuedAt, claims,
        TokenJsonContext.Default.CheckpointToken);

    /// <summary>Signs what verifiers must stop believing.</summary>
    public static string Mint(KeyRing ring, RevocationMessage claims) => Sign(
        ring, SigningKeyUse.Revocations, JwtTypes.Revocations, claims.IssuedAt, claims, TokenJsonContext.Default.RevocationMessage);

    private const string Effective = "effective";

    private static readonly Func<AccessToken, AccessToken>[] Reductions =
    [
        claims => Refer(claims with { Labels = null }, ClaimNames.Labels),
        claims => Refer(claims with { Entitlements = null }, ClaimNames.Entitlements),
        claims => Refer(claims with { Groups = null }, ClaimNames.Groups),
        claims => Refer(claims with { Scope = null }, ClaimNames.Scope),
    ];

    // Users read there what they are. A key does not, so a verifier can't know more of one than what fits.
    private static AccessToken Refer(AccessToken claims, string left) => claims with
    {
        References = new Dictionary<string, string>(claims.References ?? new Dictionary<string, string>()) { [left] = Effective },
        Sources = new Dictionary<string, ClaimsSource>
        {
            [Effective] = new(claims.SessionId is null || claims.Org is null ? null : $"{claims.Issuer}/v1/me/effective?org={claims.Org}"),
        },
    };

    private static string Sign<T>(KeyRing ring, SigningKeyUse use, string type, long issuedAt, T claims, JsonTypeInfo<T> typeInfo) => CompactJws.Write(
        ring.Current(use, DateTimeOffset.FromUnixTimeSeconds(issuedAt)), type, JsonSerializer.SerializeToUtf8Bytes(claims, typeInfo));
}
