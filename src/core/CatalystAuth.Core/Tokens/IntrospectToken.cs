using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Core.Tokens;

/// <summary>
/// Says what an access token is worth now (RFC 7662). A token of an organisation in which the caller may not ask is as good as no token, so
/// that nothing can be learnt about it. Refresh tokens are nobody's business but ours.
/// </summary>
internal sealed class IntrospectToken(CallContext call, OrgAccess access, PlatformAccess platform, AccessTokenAuthenticator authenticator, RevocationList revocations)
{
    public async Task<Result<TokenIntrospection>> RunAsync(string text, CancellationToken cancellationToken)
    {
        switch (call.Actor)
        {
            case Actor.Anonymous:
                return Refusals.Unauthenticated;
            case Actor.Key key when !key.Scopes.Contains(BuiltInPermissions.TokensIntrospect):
                return Refusals.PermissionDenied(BuiltInPermissions.TokensIntrospect);
            default:
                break;
        }

        var found = await authenticator.AuthenticateAsync(text).ConfigureAwait(false);
        if (!found.TryGet(out var token, out var error))
        {
            return error.Kind == ErrorKind.Unavailable ? error : TokenIntrospection.Inactive;
        }

        // Who asks decides by what it says.
        if (revocations.IsOutdated(token))
        {
            return TokenIntrospection.Inactive;
        }

        return await MayKnowAsync(token, cancellationToken).ConfigureAwait(false) ? Describe(token) : TokenIntrospection.Inactive;
    }

    private async Task<bool> MayKnowAsync(AccessToken token, CancellationToken cancellationToken) => token.Org is null
        ? await platform.RefuseAsync(PlatformPermissions.TokensIntrospect, cancellationToken).ConfigureAwait(false) is null
        : OrgId.TryParse(token.Org, null, out var org)
            && (await access.AuthorizeAsync(org, BuiltInPermissions.TokensIntrospect, cancellationToken).ConfigureAwait(false)).IsSuccess;

    private static TokenIntrospection Describe(AccessToken token) => new(true)
    {
        TokenType = OAuthNames.Bearer,
        Issuer = token.Issuer,
        Subject = token.Subject,
        Audience = token.Audience,
        ClientId = token.ClientId,
        TokenId = token.Id,
        ExpiresAt = token.ExpiresAt,
        IssuedAt = token.IssuedAt,
        Scope = token.Scope,
        Org = token.Org,
        OrgSlug = token.OrgSlug,
        Role = token.Role,
        SessionId = token.SessionId,
        Key = token.Key,
        Actor = token.Actor is { } actor ? new(actor.Subject) : null,
        Amr = token.Amr,
        Acr = token.Acr,
        AuthTime = token.AuthTime,
    };
}
