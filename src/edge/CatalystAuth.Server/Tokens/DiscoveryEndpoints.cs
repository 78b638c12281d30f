using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tokens;

/// <summary>What other services read to trust our tokens: RFC 8414 metadata, its OpenID twin, and the key set.</summary>
internal static class DiscoveryEndpoints
{
    private const string CacheForFiveMinutes = "public, max-age=300, stale-if-error=86400";

    public static void MapDiscovery(this IEndpointRouteBuilder routes)
    {
        var wellKnown = routes.MapGroup("/.well-known").AllowAnonymous().WithTags("Discovery");
        wellKnown.MapGet("/openid-configuration", Metadata).WithName("openidConfiguration").WithSummary("OpenID Connect discovery document.");
        wellKnown.MapGet("/oauth-authorization-server", Metadata).WithName("authorizationServerMetadata")
            .WithSummary("Authorization server metadata (RFC 8414).");
        wellKnown.MapGet("/jwks.json", (HttpContext context, SigningKeyProvider keys) =>
        {
            context.Response.Headers.CacheControl = CacheForFiveMinutes;
            return Results.Bytes(Jwks.Write(keys.Ring), "application/json");
        }).WithName("jwks").WithSummary("The public signing keys (RFC 7517): RSA and EC only.");
    }

    private static IResult Metadata(HttpContext context, IOptions<TokenOptions> options)
    {
        context.Response.Headers.CacheControl = CacheForFiveMinutes;
        var issuer = options.Value.Issuer;
        return Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer,
            ["token_endpoint"] = issuer + "/oauth/token",
            ["jwks_uri"] = issuer + "/.well-known/jwks.json",
            ["grant_types_supported"] = new[] { OAuthNames.RefreshTokenGrant, OAuthNames.TokenExchangeGrant, OAuthNames.ClientCredentialsGrant },
            ["token_endpoint_auth_methods_supported"] = new[] { "none", "client_secret_basic", "client_secret_post" },
            ["response_types_supported"] = Array.Empty<string>(),
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["claims_supported"] = new[]
            {
                ClaimNames.Issuer, ClaimNames.Subject, ClaimNames.Audience, ClaimNames.ExpiresAt, ClaimNames.IssuedAt, ClaimNames.TokenId,
                ClaimNames.ClientId, ClaimNames.SessionId, ClaimNames.Key, ClaimNames.Org, ClaimNames.OrgSlug, ClaimNames.Role,
                ClaimNames.Roles, ClaimNames.Groups, ClaimNames.Labels, ClaimNames.Plan, ClaimNames.Entitlements, ClaimNames.Scope, ClaimNames.Email, ClaimNames.Amr,
                ClaimNames.AuthTime, ClaimNames.Omitted, ClaimNames.Version,
            },
            ["service_documentation"] = issuer + "/reference",
        });
    }
}
