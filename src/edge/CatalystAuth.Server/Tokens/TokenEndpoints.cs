using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CatalystAuth.Server.Tokens;

/// <summary>The token endpoint (RFC 6749 §3.2), with the errors of RFC 6749 §5.2.</summary>
internal static class TokenEndpoints
{
    private static readonly string[] Known =
    [
        "refresh_token", "org", "subject_token", "subject_token_type", "requested_token_type", "scope", "audience", "client_id", "client_secret",
    ];

    public static void MapTokens(this IEndpointRouteBuilder routes) => routes
        .MapPost("/oauth/token", HandleAsync)
        .AllowAnonymous().DisableAntiforgery().WithTags("Tokens")
        .AddOpenApiOperationTransformer(DescribeFormAsync)
        .Answers<TokenResponse>().Produces<OAuthError>(StatusCodes.Status400BadRequest, "application/json")
        .Produces<OAuthError>(StatusCodes.Status401Unauthorized, "application/json")
        .RateLimitedAs(RateLimitedRoutes.Tokens)
        .Describes("token", "Refresh a session's tokens, exchange an API key for an access token, or have one for a server key as client credentials.");

    private static async Task<IResult> HandleAsync(HttpContext context, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        var (form, refusal) = await OAuthForm.ReadAsync(context);
        return form is null ? refusal! : form["grant_type"] switch
        {
            OAuthNames.RefreshTokenGrant => await RefreshAsync(form, catalyst, cancellationToken),
            OAuthNames.TokenExchangeGrant => await ExchangeAsync(form, catalyst, cancellationToken),
            OAuthNames.ClientCredentialsGrant => await ClientCredentialsAsync(context, form, catalyst, cancellationToken),
            null => OAuthAnswers.Invalid("The parameter grant_type is missing."),
            _ => OAuthAnswers.Refuse(
                OAuthErrorCodes.UnsupportedGrantType,
                $"The grants here are {OAuthNames.RefreshTokenGrant}, {OAuthNames.ClientCredentialsGrant} and {OAuthNames.TokenExchangeGrant}."),
        };
    }

    private static async Task<IResult> RefreshAsync(OAuthForm form, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (form["refresh_token"] is not { } token)
        {
            return OAuthAnswers.Invalid("The parameter refresh_token is missing.");
        }

        OrgRef? org = null;
        if (form["org"] is { } name)
        {
            if (!OrgRef.TryParse(name, null, out var parsed))
            {
                return OAuthAnswers.Refuse(OAuthErrorCodes.InvalidTarget, "The parameter org is an organisation's id or slug.", TokenErrorCodes.InvalidTarget);
            }

            org = parsed;
        }

        return ToAnswer(await catalyst.Tokens.RefreshAsync(token, org, cancellationToken));
    }

    private static async Task<IResult> ExchangeAsync(OAuthForm form, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (form["subject_token"] is not { } key)
        {
            return OAuthAnswers.Invalid("The parameter subject_token is missing.");
        }

        if (form["subject_token_type"] != OAuthNames.ApiKeyTokenType)
        {
            return OAuthAnswers.Invalid($"The parameter subject_token_type is {OAuthNames.ApiKeyTokenType}.");
        }

        if (form["requested_token_type"] is not (null or OAuthNames.AccessTokenType))
        {
            return OAuthAnswers.Invalid($"The only requested_token_type is {OAuthNames.AccessTokenType}.");
        }

        return ToAnswer(await catalyst.Tokens.ExchangeKeyAsync(key, Scopes(form), form["audience"], cancellationToken));
    }

    private static async Task<IResult> ClientCredentialsAsync(HttpContext context, OAuthForm form, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (!ClientAuthentication.TryRead(context.Request, form, out var client, out var fault))
        {
            return fault is not null ? OAuthAnswers.Invalid(fault) : OAuthAnswers.RefuseClient(
                "The client's credentials are its key's id and the key, by HTTP Basic or as client_id and client_secret.", code: null,
                byHeader: context.Request.Headers.Authorization.Count > 0);
        }

        var result = await catalyst.Tokens.ClientCredentialsAsync(client.Id, client.Secret, Scopes(form), form["audience"], cancellationToken);
        return result.IsSuccess || ClientCodeOf(result.Error.Code) is not { } code ? ToAnswer(result)
            : code == OAuthErrorCodes.InvalidClient ? OAuthAnswers.RefuseClient(result.Error.Message, result.Error.Code, client.ByHeader)
            : OAuthAnswers.Refuse(code, result.Error.Message, result.Error.Code);
    }

    private static string[]? Scopes(OAuthForm form) => form["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IResult ToAnswer(Result<TokenResponse> result) => result.Match(token => Results.Json(token), OAuthAnswers.Of);

    // Where the key is who the client is, what is wrong with it is wrong with the client.
    private static string? ClientCodeOf(string code) => code switch
    {
        KeyErrorCodes.Malformed or KeyErrorCodes.Invalid or KeyErrorCodes.Revoked or KeyErrorCodes.Disabled or KeyErrorCodes.Expired
            or KeyErrorCodes.OwnerGone or KeyErrorCodes.AddressNotAllowed => OAuthErrorCodes.InvalidClient,
        KeyErrorCodes.WrongKind => OAuthErrorCodes.UnauthorizedClient,
        _ => null,
    };

    private static Task DescribeFormAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = OAuthFormSchema.Of(["grant_type"], Known);
        return Task.CompletedTask;
    }
}
