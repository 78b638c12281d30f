using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Core.Tokens;

/// <summary>The token use cases behind their contract.</summary>
internal sealed class Tokens(RefreshSession refresh, ExchangeKey exchange) : ITokens
{
    public Task<Result<TokenResponse>> RefreshAsync(
        string refreshToken, OrgRef? org = null, CancellationToken cancellationToken = default) =>
        refresh.RunAsync(refreshToken, org, cancellationToken);

    public Task<Result<TokenResponse>> ExchangeKeyAsync(
        string key, IReadOnlyList<string>? scopes = null, string? audience = null, CancellationToken cancellationToken = default) =>
        exchange.RunAsync(new(key, scopes, audience), cancellationToken);

    public Task<Result<TokenResponse>> ClientCredentialsAsync(
        string clientId, string clientSecret, IReadOnlyList<string>? scopes = null, string? audience = null,
        CancellationToken cancellationToken = default) =>
        exchange.RunAsync(new(clientSecret, scopes, audience) { ClientId = clientId }, cancellationToken);
}
