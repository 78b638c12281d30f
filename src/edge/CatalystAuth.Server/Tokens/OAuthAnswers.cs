using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Server.Tokens;

/// <summary>Refusals of <c>/oauth/*</c>: the form of RFC 6749 §5.2, with Catalyst's own code beside the coarse one.</summary>
internal static class OAuthAnswers
{
    /// <summary>Where they are given instead of problems.</summary>
    public static bool AreOf(HttpContext context) => context.Request.Path.StartsWithSegments("/oauth", StringComparison.Ordinal);

    /// <summary>The request itself is wrong.</summary>
    public static IResult Invalid(string description, int status = StatusCodes.Status400BadRequest) => new OAuthResult(
        new OAuthError(OAuthErrorCodes.InvalidRequest, description), status);

    /// <summary>A coarse code of its own.</summary>
    public static IResult Refuse(string error, string description, string? code = null) =>
        new OAuthResult(new OAuthError(error, description) { Code = code }, StatusCodes.Status400BadRequest);

    /// <summary>The client is not who it says (RFC 6749 §5.2): who tried by the header hears which scheme it takes.</summary>
    public static IResult RefuseClient(string description, string? code, bool byHeader) => new OAuthResult(
        new OAuthError(OAuthErrorCodes.InvalidClient, description) { Code = code }, StatusCodes.Status401Unauthorized, byHeader);

    /// <summary>What a use case refused.</summary>
    public static IResult Of(Error error) => error.Kind switch
    {
        ErrorKind.Unavailable => new OAuthResult(Unavailable(error), StatusCodes.Status503ServiceUnavailable),

        // No grant was judged, as with what failed.
        ErrorKind.TooMany => new OAuthResult(Unavailable(error), StatusCodes.Status429TooManyRequests) { Refusal = error },
        _ => Refuse(OAuthCodeOf(error.Code), error.Message, error.Code),
    };

    /// <summary>What failed: no grant was judged, so whoever asked keeps what they have and asks again.</summary>
    public static Task WriteFailureAsync(HttpContext context, Error error, int status) =>
        new OAuthResult(Unavailable(error), status).ExecuteAsync(context);

    private static OAuthError Unavailable(Error error) => new(OAuthErrorCodes.TemporarilyUnavailable, error.Message) { Code = error.Code };

    private static string OAuthCodeOf(string code) => code switch
    {
        TokenErrorCodes.InvalidRefreshToken or TokenErrorCodes.RefreshReused => OAuthErrorCodes.InvalidGrant,
        TokenErrorCodes.InvalidTarget => OAuthErrorCodes.InvalidTarget,
        OrgErrorCodes.Suspended or OrgErrorCodes.Deleted or KeyErrorCodes.AudienceNotAllowed => OAuthErrorCodes.InvalidTarget,
        KeyErrorCodes.BudgetExhausted => OAuthErrorCodes.AccessDenied,
        TokenErrorCodes.InvalidScope => OAuthErrorCodes.InvalidScope,
        TokenErrorCodes.UnsupportedType => OAuthErrorCodes.UnsupportedTokenType,
        _ => OAuthErrorCodes.InvalidRequest,
    };

    private sealed class OAuthResult(OAuthError error, int status, bool namesScheme = false) : IResult
    {
        public Error? Refusal { get; init; }

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;

            // RFC 6749 §5.1 asks for both.
            response.Headers.CacheControl = "no-store";
            response.Headers.Pragma = "no-cache";
            if (namesScheme)
            {
                response.Headers.WWWAuthenticate = "Basic realm=\"catalyst\"";
            }

            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                response.Headers.RetryAfter = Http.Problem.RetryAfter;
            }

            if (Refusal is not null)
            {
                Http.Problem.SetRetryAfter(response, Refusal);
            }

            return response.WriteAsJsonAsync(error, CatalystJson.Strict.GetTypeInfo(typeof(OAuthError)), "application/json", httpContext.RequestAborted);
        }
    }
}
