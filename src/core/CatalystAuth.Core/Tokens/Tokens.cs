using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Core.Tokens;

/// <summary>The token use cases behind their contract.</summary>
internal sealed class Tokens(
    RefreshSession refresh, ExchangeKey exchange, ExchangeAccessToken exchangeAccess, RevokeToken revoke, IntrospectToken introspect) : ITokens
{
    public Task<Result<TokenResponse>> RefreshAsync(
        string refreshToken, OrgRef? org = null, CancellationToken cancellationToken = default) =>
        refresh.RunAsync(refreshToken, org, cancellationToken);

    public Task<Result<TokenResponse>> ExchangeKeyAsync(
        string key, IReadOnlyList<string>? scopes = null, string? audience = null, CancellationToken cancellationToken = default) =>
        exchange.RunAsync(new(key, scopes, audience), cancellationToken);

    public Task<Result<TokenResponse>> ExchangeTokenAsync(
        string accessToken, string audience, IReadOnlyList<string>? scopes = null, CancellationToken cancellationToken = default) =>
        exchangeAccess.RunAsync(accessToken, audience, scopes, cancellationToken);

    public Task<Result<TokenResponse>> ClientCredentialsAsync(
        string clientId, string clientSecret, IReadOnlyList<string>? scopes = null, string? audience = null,
        CancellationToken cancellationToken = default) =>
        exchange.RunAsync(new(clientSecret, scopes, audience) { ClientId = clientId }, cancellationToken);

    public Task<Result> RevokeAsync(string token, CancellationToken cancellationToken = default) => revoke.RunAsync(token, cancellationToken);

    public Task<Result<TokenIntrospection>> IntrospectAsync(string token, CancellationToken cancellationToken = default) =>
        introspect.RunAsync(token, cancellationToken);
}
