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
        string key, IReadOnlyList<string>? scopes = null, CancellationToken cancellationToken = default) =>
        exchange.RunAsync(key, scopes, cancellationToken);
}
