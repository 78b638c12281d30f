using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Orgs;
using CatalystAuth.Server.Portal.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace CatalystAuth.Server.Http;

/// <summary>Refusals over HTTP: RFC 9457 problem+json with the stable <c>code</c>.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>After how many seconds what could not be reached is worth another try.</summary>
    public const string RetryAfter = "2";

    /// <summary>What a 401 asks for that is about no token (RFC 6750 §3).</summary>
    public const string PlainChallenge = "Bearer realm=\"catalyst\"";

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    public static IResult Of(Error error) => new ProblemResult(error);

    public static Task WriteAsync(HttpContext context, Error error, int? status = null)
    {
        var code = status ?? StatusOf(error.Kind);
        RateLimitHeaders.Write(context.Response, error);
        if (!PortalErrors.AreFor(context))
        {
            return WriteAsync(context, code, Describe(context, error, code));
        }

        if (code == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
        }

        return PortalErrors.WriteAsync(context, error, code);
    }

    public static JsonObject Describe(HttpContext context, Error error, int status)
    {
        var problem = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = error.Message,
            ["code"] = error.Code,
            ["traceId"] = Activity.Current?.Id ?? context.TraceIdentifier,
        };
        if (error.Fields.Count > 0)
        {
            problem["errors"] = new JsonObject(error.Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(
                field.Key, new JsonArray([.. field.Value.Select(message => JsonValue.Create(message))]))));
        }

        if (error.Proofs.Count > 0)
        {
            problem["proofs"] = new JsonArray([.. error.Proofs.Select(proof => JsonValue.Create(proof))]);
        }

        if (error.RateLimits.Count > 0)
        {
            problem["rateLimits"] = JsonSerializer.SerializeToNode(error.RateLimits, CatalystJson.Strict);
        }

        return problem;
    }

    public static async Task WriteAsync(HttpContext context, int status, JsonObject body, string? challenge = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfter;
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            // RFC 6750 §3.1: an error attribute only when a credential was sent.
            response.Headers.WWWAuthenticate = challenge is not null ? challenge
                : context.Request.Headers.Authorization.Count == 0 ? PlainChallenge
                : "Bearer realm=\"catalyst\", error=\"invalid_token\"";
        }

        await response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    private sealed class ProblemResult(Error error) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (!await FormerSlugRedirect.TryAsync(httpContext, error))
            {
                await WriteAsync(httpContext, error);
            }
        }
    }
}
