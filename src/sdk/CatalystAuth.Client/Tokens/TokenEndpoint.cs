using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client.Tokens;

/// <summary>Calls <c>/oauth/token</c> and <c>/oauth/revoke</c>: a form goes there and RFC 6749 refusals come back.</summary>
internal sealed class TokenEndpoint(HttpTransport transport)
{
    public Task<TokenAnswer> RefreshAsync(string refreshToken, OrgRef? org, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("grant_type", OAuthNames.RefreshTokenGrant),
            new("refresh_token", refreshToken),
        ];
        if (org is { } target)
        {
            form.Add(new("org", target.ToString()));
        }

        return PostAsync(form, cancellationToken);
    }

    public Task<TokenAnswer> ExchangeKeyAsync(string key, IReadOnlyList<string>? scopes, string? audience, CancellationToken cancellationToken) =>
        ExchangeAsync(key, OAuthNames.ApiKeyTokenType, scopes, audience, cancellationToken);

    public Task<TokenAnswer> ExchangeTokenAsync(
        string accessToken, string audience, IReadOnlyList<string>? scopes, CancellationToken cancellationToken) =>
        ExchangeAsync(accessToken, OAuthNames.AccessTokenType, scopes, audience, cancellationToken);

    private Task<TokenAnswer> ExchangeAsync(
        string subject, string type, IReadOnlyList<string>? scopes, string? audience, CancellationToken cancellationToken) => PostAsync(
            Within(
                [
                    new("grant_type", OAuthNames.TokenExchangeGrant),
                    new("subject_token", subject),
                    new("subject_token_type", type),
                ],
                scopes, audience),
            cancellationToken);

    public Task<TokenAnswer> ClientCredentialsAsync(
        string clientId, string clientSecret, IReadOnlyList<string>? scopes, string? audience, CancellationToken cancellationToken) => PostAsync(
            Within(
                [
                    new("grant_type", OAuthNames.ClientCredentialsGrant),
                    new("client_id", clientId),
                    new("client_secret", clientSecret),
                ],
                scopes, audience),
            cancellationToken);

    private static List<KeyValuePair<string, string>> Within(
        List<KeyValuePair<string, string>> form, IReadOnlyList<string>? scopes, string? audience)
    {
        if (scopes is not null)
        {
            form.Add(new("scope", string.Join(' ', scopes)));
        }

        if (audience is not null)
        {
            form.Add(new("audience", audience));
        }

        return form;
    }

    public async Task<Result> RevokeAsync(string token, CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(ApiCall.Form("/oauth/revoke", [new("token", token)]), token: null, cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess ? Result.Success : answer.ReadOAuthRefusal().Error;
    }

    private async Task<TokenAnswer> PostAsync(List<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(ApiCall.Form("/oauth/token", form), token: null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            return new(answer.ReadOAuthRefusal());
        }

        return answer.Read<TokenResponse>().Match(
            response => new TokenAnswer(response), unexpected => new TokenAnswer(new OAuthRefusal(unexpected, null)));
    }
}
