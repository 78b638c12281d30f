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
        wellKnown.MapGet("/openid-configuration", Metadata).WithName("openidConfiguration").WithSummary("OpenID Connect discovery document.");
        wellKnown.MapGet("/oauth-authorization-server", Metadata).WithName("authorizationServerMetadata")
            .WithSummary("Authorization server metadata (RFC 8414).");
    }

    private static IResult Metadata(HttpContext context, IOptions<TokenOptions> options, SigningKeyProvider keys, TimeProvider time)
    {
        context.Response.Headers.CacheControl = KeySetEndpoints.CacheControl;
        var issuer = options.Value.Issuer;
        var algorithms = AlgorithmsOf(keys.Ring, time.GetUtcNow());
        return Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer,
            ["token_endpoint"] = issuer + "/oauth/token",
            ["jwks_uri"] = issuer + (algorithms.Contains(JwsAlgorithms.EdDsa) ? KeySetEndpoints.PathWithEdDsa : KeySetEndpoints.Path),
            ["grant_types_supported"] = new[] { OAuthNames.RefreshTokenGrant, OAuthNames.TokenExchangeGrant, OAuthNames.ClientCredentialsGrant },
            ["token_endpoint_auth_methods_supported"] = new[] { "none", "client_secret_basic", "client_secret_post" },
            ["response_types_supported"] = Array.Empty<string>(),
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = algorithms,
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

    // What access tokens are, were and will be signed with, as far as it can be met.
    private static string[] AlgorithmsOf(KeyRing ring, DateTimeOffset now) =>
    [
        .. ring.Keys.Where(key => key.Use == SigningKeyUse.Access && key.Life.Verifies(now)).Select(key => key.Algorithm).Distinct(StringComparer.Ordinal),
    ];
}
