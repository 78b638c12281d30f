using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CatalystAuth.Server.Tokens;

/// <summary>Gives tokens back (RFC 7009), and says what they are worth (RFC 7662).</summary>
internal static class OAuthEndpoints
{
    private const string Token = "token";
    private const string Hint = "token_type_hint";

    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        var oauth = routes.MapGroup("/oauth").DisableAntiforgery().WithTags("Tokens").AddOpenApiOperationTransformer(DescribeFormAsync)
            .RateLimitedAs(RateLimitedRoutes.Tokens);

        oauth.MapPost("/revoke", RevokeAsync)
            .AllowAnonymous().Produces(StatusCodes.Status200OK).Produces<OAuthError>(StatusCodes.Status400BadRequest, "application/json")
            .Describes("revokeToken", "Give a refresh token back, which ends its session, or an access token. Whoever has it may.");

        oauth.MapPost("/introspect", IntrospectAsync)
            .RequireAuthorization().Answers<TokenIntrospection>()
            .Produces<OAuthError>(StatusCodes.Status400BadRequest, "application/json").Refuses(401, 403)
            .Describes("introspectToken", "What an access token is worth now. Of other organisations' tokens it says that they are not active.")
            .Needs(BuiltInPermissions.TokensIntrospect);
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        var (form, refusal) = await OAuthForm.ReadAsync(context);
        return form is null ? refusal!
            : form[Token] is not { } token ? OAuthAnswers.Invalid("The parameter token is missing.")
            : await catalyst.Tokens.RevokeAsync(token, cancellationToken) is { IsSuccess: false } refused ? OAuthAnswers.Of(refused.Error)
            : Results.Ok();
    }

    private static async Task<IResult> IntrospectAsync(HttpContext context, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        var (form, refusal) = await OAuthForm.ReadAsync(context);
        return form is null ? refusal!
            : form[Token] is not { } token ? OAuthAnswers.Invalid("The parameter token is missing.")
            : await catalyst.Tokens.IntrospectAsync(token, cancellationToken).ToOk();
    }

    // The hint is taken and not needed: our tokens say themselves what they are.
    private static Task DescribeFormAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = OAuthFormSchema.Of([Token], [Hint]);
        return Task.CompletedTask;
    }
}
