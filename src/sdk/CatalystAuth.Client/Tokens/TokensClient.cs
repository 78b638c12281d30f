using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client.Tokens;

/// <summary>The token endpoint as the app calls it.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="calls">Sends what needs an access token.</param>
/// <param name="session">The client's session; null for a client of a key, which keeps no session's tokens.</param>
internal sealed class TokensClient(TokenEndpoint endpoint, AuthorizedTransport calls, SessionCredential? session) : ITokens
{
    private static readonly Error InvalidScope = new(
        TokenErrorCodes.InvalidScope, "Name at least one scope, and one scope an item; null asks for all of the key's.", ErrorKind.Invalid);

    private static readonly Error InvalidAudience = new(
        KeyErrorCodes.AudienceNotAllowed, "Name an audience; null asks for the usual one.", ErrorKind.Invalid);

    public async Task<Result<TokenResponse>> RefreshAsync(
        string refreshToken, OrgRef? org = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        if (org is { } target && target == default)
        {
            // In a form, an empty organisation is none, and the tokens would be for the one before.
            throw new ArgumentException("The organisation is not named; give an id, a slug or null.", nameof(org));
        }

        return session is null
            ? (await endpoint.RefreshAsync(refreshToken, org, cancellationToken).ConfigureAwait(false)).Result
            : await session.RefreshAsync(refreshToken, org, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<TokenResponse>> ExchangeKeyAsync(
        string key, IReadOnlyList<string>? scopes = null, string? audience = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Check(scopes, audience) is { } error
            ? error
            : (await endpoint.ExchangeKeyAsync(key, scopes, audience, cancellationToken).ConfigureAwait(false)).Result;
    }

    public async Task<Result<TokenResponse>> ExchangeTokenAsync(
        string accessToken, string audience, IReadOnlyList<string>? scopes = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accessToken);
        ArgumentNullException.ThrowIfNull(audience);
        return Check(scopes, audience) is { } error
            ? error
            : (await endpoint.ExchangeTokenAsync(accessToken, audience, scopes, cancellationToken).ConfigureAwait(false)).Result;
    }

    public async Task<Result<TokenResponse>> ClientCredentialsAsync(
        string clientId, string clientSecret, IReadOnlyList<string>? scopes = null, string? audience = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        ArgumentNullException.ThrowIfNull(clientSecret);
        return Check(scopes, audience) is { } error
            ? error
            : (await endpoint.ClientCredentialsAsync(clientId, clientSecret, scopes, audience, cancellationToken).ConfigureAwait(false)).Result;
    }

    // In a form, an empty list is no list, and that would ask for every scope of the key; so is an empty audience.
    private static Error? Check(IReadOnlyList<string>? scopes, string? audience) =>
        scopes is not null && (scopes.Count == 0 || scopes.Any(scope => string.IsNullOrEmpty(scope) || scope.Contains(' '))) ? InvalidScope
        : audience is "" ? InvalidAudience
        : null;

    public async Task<Result> RevokeAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var result = await endpoint.RevokeAsync(token, cancellationToken).ConfigureAwait(false);
        if (result.IsSuccess && session is not null && session.Current?.RefreshToken == token)
        {
            await session.AdoptAsync(null).ConfigureAwait(false);
        }

        return result;
    }

    public Task<Result<TokenIntrospection>> IntrospectAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        return calls.CallAsync<TokenIntrospection>(ApiCall.Form("/oauth/introspect", [new("token", token)]), cancellationToken);
    }
}
