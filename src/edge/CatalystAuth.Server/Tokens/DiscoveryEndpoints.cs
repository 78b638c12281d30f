using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Server.SigningKeys;
using CatalystAuth.Tokens.SigningKeys;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tokens;

/// <summary>What other services read to trust our tokens: RFC 8414 metadata and its OpenID twin.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this IEndpointRouteBuilder routes)
    {
        var wellKnown = routes.MapGroup("/.well-known").AllowAnonymous().WithTags("Discovery");
        wellKnown.MapGet("/openid-configuration", OpenIdConfiguration).WithName("openidConfiguration").WithSummary("OpenID Connect discovery document.");
        wellKnown.MapGet("/oauth-authorization-server", AuthorizationServerMetadata).WithName("authorizationServerMetadata")
            .WithSummary("Authorization server metadata (RFC 8414).");
    }

    // RFC 8414 §2; what there is no endpoint for is left out.
    private static Dictionary<string, object> AuthorizationServer(string issuer, IReadOnlyList<string> algorithms) => new()
    {
        ["issuer"] = issuer,
        ["token_endpoint"] = issuer + "/oauth/token",
        ["revocation_endpoint"] = issuer + "/oauth/revoke",
        ["introspection_endpoint"] = issuer + "/oauth/introspect",
        ["jwks_uri"] = issuer + (algorithms.Contains(JwsAlgorithms.EdDsa) ? KeySetEndpoints.PathWithEdDsa : KeySetEndpoints.Path),
        ["grant_types_supported"] = new[] { OAuthNames.RefreshTokenGrant, OAuthNames.TokenExchangeGrant, OAuthNames.ClientCredentialsGrant },
        ["response_types_supported"] = Array.Empty<string>(),
        ["token_endpoint_auth_methods_supported"] = new[] { "none", "client_secret_basic", "client_secret_post" },
        ["revocation_endpoint_auth_methods_supported"] = new[] { "none" },

        // The scheme of RFC 6750, as RFC 7662 §2.1 has it.
        ["introspection_endpoint_auth_methods_supported"] = new[] { OAuthNames.Bearer },
        ["service_documentation"] = issuer + "/reference",
    };

    private static IResult AuthorizationServerMetadata(HttpContext context, IOptions<TokenOptions> options, SigningKeyProvider keys, TimeProvider time) =>
        Cached(context, AuthorizationServer(options.Value.Issuer, AlgorithmsOf(keys.Ring, time.GetUtcNow())));

    // For those that look here for the key set of an issuer; there are no ID tokens, and what is said of them is true of access tokens.
    private static IResult OpenIdConfiguration(HttpContext context, IOptions<TokenOptions> options, SigningKeyProvider keys, TimeProvider time)
    {
        var algorithms = AlgorithmsOf(keys.Ring, time.GetUtcNow());
        var document = AuthorizationServer(options.Value.Issuer, algorithms);
        document["subject_types_supported"] = new[] { "public" };
        document["id_token_signing_alg_values_supported"] = algorithms;
        document["acr_values_supported"] = new[] { AcrValues.OneFactor };
        document["claims_supported"] = new[]
        {
            ClaimNames.Issuer, ClaimNames.Subject, ClaimNames.Audience, ClaimNames.ExpiresAt, ClaimNames.IssuedAt, ClaimNames.TokenId,
            ClaimNames.ClientId, ClaimNames.SessionId, ClaimNames.Key, ClaimNames.Org, ClaimNames.OrgSlug, ClaimNames.Role,
            ClaimNames.Roles, ClaimNames.Groups, ClaimNames.Labels, ClaimNames.Plan, ClaimNames.Entitlements, ClaimNames.Scope, ClaimNames.Email,
            ClaimNames.Amr, ClaimNames.Acr, ClaimNames.Actor, ClaimNames.ActorMode, ClaimNames.AuthTime, ClaimNames.References, ClaimNames.Sources, ClaimNames.Version,
        };
        return Cached(context, document);
    }

    private static IResult Cached(HttpContext context, Dictionary<string, object> document)
    {
        context.Response.Headers.CacheControl = KeySetEndpoints.CacheControl;
        return Results.Json(document);
    }

    // What access tokens are, were and will be signed with, as far as it can be met.
    private static string[] AlgorithmsOf(KeyRing ring, DateTimeOffset now) =>
    [
        .. ring.Keys.Where(key => key.Use == SigningKeyUse.Access && key.Life.Verifies(now)).Select(key => key.Algorithm).Distinct(StringComparer.Ordinal),
    ];
}
