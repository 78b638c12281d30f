using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Server.OpenApi;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CatalystAuth.Server.Tokens;

/// <summary>The token endpoint (RFC 6749 §3.2), with the errors of RFC 6749 §5.2.</summary>
internal static class TokenEndpoints
{
    private static readonly string[] Known =
        ["refresh_token", "org", "subject_token", "subject_token_type", "requested_token_type", "scope", "client_id"];

    public static void MapTokens(this IEndpointRouteBuilder routes) => routes
        .MapPost("/oauth/token", HandleAsync)
        .AllowAnonymous().DisableAntiforgery().WithTags("Tokens")
        .AddOpenApiOperationTransformer(DescribeFormAsync)
        .Answers<TokenResponse>().Produces<OAuthError>(StatusCodes.Status400BadRequest, "application/json")
        .Describes("token", "Refresh a session's tokens, or exchange an API key for an access token.");

    private static async Task<IResult> HandleAsync(HttpContext context, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        var (form, refusal) = await OAuthForm.ReadAsync(context);
        return form is null ? refusal! : form["grant_type"] switch
        {
            OAuthNames.RefreshTokenGrant => await RefreshAsync(form, catalyst, cancellationToken),
            OAuthNames.TokenExchangeGrant => await ExchangeAsync(form, catalyst, cancellationToken),
            null => OAuthAnswers.Invalid("The parameter grant_type is missing."),
            _ => OAuthAnswers.Refuse(
                OAuthErrorCodes.UnsupportedGrantType, $"The grants here are {OAuthNames.RefreshTokenGrant} and {OAuthNames.TokenExchangeGrant}."),
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

        var scopes = form["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return ToAnswer(await catalyst.Tokens.ExchangeKeyAsync(key, scopes, cancellationToken));
    }

    private static IResult ToAnswer(Result<TokenResponse> result) => result.Match(token => Results.Json(token), OAuthAnswers.Of);

    private static Task DescribeFormAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = OAuthFormSchema.Of(["grant_type"], Known);
        return Task.CompletedTask;
    }
}
