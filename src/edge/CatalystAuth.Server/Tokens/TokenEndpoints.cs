using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Server.OpenApi;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;

namespace CatalystAuth.Server.Tokens;

/// <summary>The token endpoint (RFC 6749 §3.2), with the errors of RFC 6749 §5.2.</summary>
internal static class TokenEndpoints
{
    private static readonly string[] Known =
    [
        "grant_type", "refresh_token", "org", "subject_token", "subject_token_type", "requested_token_type", "scope", "audience", "client_id",
        "client_secret",
    ];

    public static void MapTokens(this IEndpointRouteBuilder routes) => routes
        .MapPost("/oauth/token", HandleAsync)
        .AllowAnonymous().DisableAntiforgery().WithTags("Tokens")
        .AddOpenApiOperationTransformer(DescribeFormAsync)
        .Answers<TokenResponse>().Produces<OAuthError>(StatusCodes.Status400BadRequest, "application/json")
        .Produces<OAuthError>(StatusCodes.Status401Unauthorized, "application/json")
        .Describes("token", "Refresh a session's tokens, exchange an API key for an access token, or have one for a server key as client credentials.");

    private static async Task<IResult> HandleAsync(HttpContext context, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType
            || context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Refuse(OAuthErrorCodes.InvalidRequest, "The parameters are sent as application/x-www-form-urlencoded.");
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return Refuse(OAuthErrorCodes.InvalidRequest, "The form is malformed or too large.");
        }

        // RFC 6749 §3.2: a parameter that stands twice is an error; one without a value counts as absent.
        if (Known.FirstOrDefault(name => form[name].Count > 1) is { } repeated)
        {
            return Refuse(OAuthErrorCodes.InvalidRequest, $"The parameter {repeated} stands twice.");
        }

        return One(form["grant_type"]) switch
        {
            OAuthNames.RefreshTokenGrant => await RefreshAsync(form, catalyst, cancellationToken),
            OAuthNames.TokenExchangeGrant => await ExchangeAsync(form, catalyst, cancellationToken),
            OAuthNames.ClientCredentialsGrant => await ClientCredentialsAsync(context, form, catalyst, cancellationToken),
            null => Refuse(OAuthErrorCodes.InvalidRequest, "The parameter grant_type is missing."),
            _ => Refuse(
                OAuthErrorCodes.UnsupportedGrantType,
                $"The grants here are {OAuthNames.RefreshTokenGrant}, {OAuthNames.ClientCredentialsGrant} and {OAuthNames.TokenExchangeGrant}."),
        };
    }

    private static async Task<IResult> RefreshAsync(IFormCollection form, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (One(form["refresh_token"]) is not { } token)
        {
            return Refuse(OAuthErrorCodes.InvalidRequest, "The parameter refresh_token is missing.");
        }

        OrgRef? org = null;
        if (One(form["org"]) is { } name)
        {
            if (!OrgRef.TryParse(name, null, out var parsed))
            {
                return Refuse(OAuthErrorCodes.InvalidTarget, "The parameter org is an organisation's id or slug.", TokenErrorCodes.InvalidTarget);
            }

            org = parsed;
        }

        return ToAnswer(await catalyst.Tokens.RefreshAsync(token, org, cancellationToken));
    }

    private static async Task<IResult> ExchangeAsync(IFormCollection form, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (One(form["subject_token"]) is not { } key)
        {
            return Refuse(OAuthErrorCodes.InvalidRequest, "The parameter subject_token is missing.");
        }

        if (One(form["subject_token_type"]) != OAuthNames.ApiKeyTokenType)
        {
            return Refuse(OAuthErrorCodes.InvalidRequest, $"The parameter subject_token_type is {OAuthNames.ApiKeyTokenType}.");
        }

        if (One(form["requested_token_type"]) is not (null or OAuthNames.AccessTokenType))
        {
            return Refuse(OAuthErrorCodes.InvalidRequest, $"The only requested_token_type is {OAuthNames.AccessTokenType}.");
        }

        return ToAnswer(await catalyst.Tokens.ExchangeKeyAsync(key, Scopes(form), One(form["audience"]), cancellationToken));
    }

    private static async Task<IResult> ClientCredentialsAsync(
        HttpContext context, IFormCollection form, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (!ClientAuthentication.TryRead(context.Request, form, out var client, out var fault))
        {
            return fault is not null
                ? Refuse(OAuthErrorCodes.InvalidRequest, fault)
                : RefuseClient(context, context.Request.Headers.Authorization.Count > 0, new(
                    OAuthErrorCodes.InvalidClient, "The client's credentials are its key's id and the key, by HTTP Basic or as client_id and client_secret."));
        }

        var result = await catalyst.Tokens.ClientCredentialsAsync(client.Id, client.Secret, Scopes(form), One(form["audience"]), cancellationToken);
        return result.IsSuccess || ClientCodeOf(result.Error.Code) is not { } code ? ToAnswer(result)
            : code == OAuthErrorCodes.InvalidClient
                ? RefuseClient(context, client.ByHeader, new(code, result.Error.Message) { Code = result.Error.Code })
                : Refuse(code, result.Error.Message, result.Error.Code);
    }

    private static string[]? Scopes(IFormCollection form) => One(form["scope"])?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IResult ToAnswer(Result<TokenResponse> result) => result.Match(
        token => Results.Json(token), error => Refuse(OAuthCodeOf(error.Code), error.Message, error.Code));

    private static string OAuthCodeOf(string code) => code switch
    {
        TokenErrorCodes.InvalidRefreshToken or TokenErrorCodes.RefreshReused => OAuthErrorCodes.InvalidGrant,
        TokenErrorCodes.InvalidTarget => OAuthErrorCodes.InvalidTarget,
        OrgErrorCodes.Suspended or OrgErrorCodes.Deleted or KeyErrorCodes.AudienceNotAllowed => OAuthErrorCodes.InvalidTarget,
        TokenErrorCodes.InvalidScope => OAuthErrorCodes.InvalidScope,
        KeyErrorCodes.BudgetExhausted => OAuthErrorCodes.AccessDenied,
        _ => OAuthErrorCodes.InvalidRequest,
    };

    // Where the key is who the client is, what is wrong with it is wrong with the client.
    private static string? ClientCodeOf(string code) => code switch
    {
        KeyErrorCodes.Malformed or KeyErrorCodes.Invalid or KeyErrorCodes.Revoked or KeyErrorCodes.Disabled or KeyErrorCodes.Expired
            or KeyErrorCodes.OwnerGone or KeyErrorCodes.AddressNotAllowed => OAuthErrorCodes.InvalidClient,
        KeyErrorCodes.WrongKind => OAuthErrorCodes.UnauthorizedClient,
        _ => null,
    };

    private static IResult RefuseClient(HttpContext context, bool byHeader, OAuthError error)
    {
        // RFC 6749 §5.2: who tried by the header hears which scheme it takes.
        if (byHeader)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"catalyst\"";
        }

        return Results.Json(error, statusCode: StatusCodes.Status401Unauthorized);
    }

    private static IResult Refuse(string error, string description, string? code = null) => Results.Json(
        new OAuthError(error, description) { Code = code }, statusCode: StatusCodes.Status400BadRequest);

    // Not by Accepts(): then another media type would be refused with 415 before the RFC's own error could say so.
    private static Task DescribeFormAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/x-www-form-urlencoded"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "grant_type" },
                        Properties = Known.ToDictionary(
                            name => name, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String }),
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    private static string? One(StringValues values) => values is [{ Length: > 0 } value] ? value : null;
}
