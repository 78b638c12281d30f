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
        wellKnown.MapGet("/openid-configuration", OpenIdConfiguration).WithName("openidConfiguration").WithSummary("OpenID Connect discovery document.");
        wellKnown.MapGet("/oauth-authorization-server", AuthorizationServerMetadata).WithName("authorizationServerMetadata")
            .WithSummary("Authorization server metadata (RFC 8414).");
        wellKnown.MapGet("/jwks.json", (HttpContext context, SigningKeyProvider keys) =>
        {
            context.Response.Headers.CacheControl = CacheForFiveMinutes;
            return Results.Bytes(Jwks.Write(keys.Ring), "application/json");
        }).WithName("jwks").WithSummary("The public signing keys (RFC 7517): RSA and EC only.");
    }

    // RFC 8414 §2; what there is no endpoint for is left out.
    private static Dictionary<string, object> AuthorizationServer(string issuer) => new()
    {
        ["issuer"] = issuer,
        ["token_endpoint"] = issuer + "/oauth/token",
        ["revocation_endpoint"] = issuer + "/oauth/revoke",
        ["introspection_endpoint"] = issuer + "/oauth/introspect",
        ["jwks_uri"] = issuer + "/.well-known/jwks.json",
        ["grant_types_supported"] = new[] { OAuthNames.RefreshTokenGrant, OAuthNames.TokenExchangeGrant },
        ["response_types_supported"] = Array.Empty<string>(),
        ["token_endpoint_auth_methods_supported"] = new[] { "none" },
        ["revocation_endpoint_auth_methods_supported"] = new[] { "none" },

        // The scheme of RFC 6750, as RFC 7662 §2.1 has it.
        ["introspection_endpoint_auth_methods_supported"] = new[] { OAuthNames.Bearer },
        ["service_documentation"] = issuer + "/reference",
    };

    private static IResult AuthorizationServerMetadata(HttpContext context, IOptions<TokenOptions> options) =>
        Cached(context, AuthorizationServer(options.Value.Issuer));

    // For those that look here for the key set of an issuer; there are no ID tokens, and what is said of them is true of access tokens.
    private static IResult OpenIdConfiguration(HttpContext context, IOptions<TokenOptions> options, SigningKeyProvider keys, TimeProvider time)
    {
        var document = AuthorizationServer(options.Value.Issuer);
        document["subject_types_supported"] = new[] { "public" };
        document["id_token_signing_alg_values_supported"] = new[] { keys.Ring.Current(SigningKeyUse.Access, time.GetUtcNow()).Algorithm };
        document["acr_values_supported"] = new[] { AcrValues.OneFactor };
        document["claims_supported"] = new[]
        {
            ClaimNames.Issuer, ClaimNames.Subject, ClaimNames.Audience, ClaimNames.ExpiresAt, ClaimNames.IssuedAt, ClaimNames.TokenId,
            ClaimNames.ClientId, ClaimNames.SessionId, ClaimNames.Key, ClaimNames.Org, ClaimNames.OrgSlug, ClaimNames.Role,
            ClaimNames.Roles, ClaimNames.Groups, ClaimNames.Labels, ClaimNames.Plan, ClaimNames.Entitlements, ClaimNames.Scope, ClaimNames.Email,
            ClaimNames.Amr, ClaimNames.Acr, ClaimNames.Actor, ClaimNames.ActorMode, ClaimNames.AuthTime, ClaimNames.Omitted, ClaimNames.Version,
        };
        return Cached(context, document);
    }

    private static IResult Cached(HttpContext context, Dictionary<string, object> document)
    {
        context.Response.Headers.CacheControl = CacheForFiveMinutes;
        return Results.Json(document);
    }
}
