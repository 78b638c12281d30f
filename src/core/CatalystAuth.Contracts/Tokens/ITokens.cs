using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Tokens;

/// <summary>The token endpoint, <c>POST /oauth/token</c>, and those beside it.</summary>
public interface ITokens
{
    /// <summary>Spends a refresh token; optionally enters another organisation (RFC 6749 §6).</summary>
    Task<Result<TokenResponse>> RefreshAsync(string refreshToken, OrgRef? org = null, CancellationToken cancellationToken = default);

    /// <summary>Exchanges an API key for an access token (RFC 8693).</summary>
    /// <param name="key">The key, <c>ck_…</c>.</param>
    /// <param name="scopes">A part of the key's scopes; null for all.</param>
    /// <param name="audience">One of the key's audiences; null for the usual one.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<TokenResponse>> ExchangeKeyAsync(
        string key, IReadOnlyList<string>? scopes = null, string? audience = null, CancellationToken cancellationToken = default);

    /// <summary>Exchanges an access token of a session for one that another system reads (RFC 8693).</summary>
    /// <param name="accessToken">The access token, for an organisation.</param>
    /// <param name="audience">An audience that the organisation has a claim profile for.</param>
    /// <param name="scopes">A part of the token's scopes; null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<TokenResponse>> ExchangeTokenAsync(
        string accessToken, string audience, IReadOnlyList<string>? scopes = null, CancellationToken cancellationToken = default);

    /// <summary>Has a token for a server key as client credentials (RFC 6749 §4.4).</summary>
    /// <param name="clientId">The key's id, <c>key_…</c>.</param>
    /// <param name="clientSecret">The key itself, <c>ck_…</c>.</param>
    /// <param name="scopes">A part of the key's scopes; null for all.</param>
    /// <param name="audience">One of the key's audiences; null for the usual one.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<TokenResponse>> ClientCredentialsAsync(
        string clientId, string clientSecret, IReadOnlyList<string>? scopes = null, string? audience = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a token back (RFC 7009): a refresh token ends its session, an access token itself. One that does not hold is no refusal.
    /// <c>POST /oauth/revoke</c>
    /// </summary>
    Task<Result> RevokeAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>What an access token is worth now (RFC 7662), to who may know. <c>POST /oauth/introspect</c></summary>
    Task<Result<TokenIntrospection>> IntrospectAsync(string token, CancellationToken cancellationToken = default);
}
