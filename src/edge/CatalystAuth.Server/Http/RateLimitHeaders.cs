using System.Globalization;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Server.Http;

/// <summary>How rate limits stand, as header fields (draft-ietf-httpapi-ratelimit-headers-10). Names are slugs, so that nothing is to be escaped.</summary>
internal static class RateLimitHeaders
{
    public static void Write(HttpResponse response, Error error)
    {
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        Write(response, error.RateLimits);
    }

    public static async Task<IResult> ToTaken(this Task<Result<TakenRateLimits>> task) =>
        (await task).Match<IResult>(taken => new TakenResult(taken), Problem.Of);

    private static void Write(HttpResponse response, IReadOnlyList<RateLimitStatus> limits)
    {
        if (limits.Count > 0)
        {
            response.Headers["RateLimit-Policy"] = string.Join(", ", limits.Select(limit => $"\"{limit.Name}\";q={limit.Limit};w={limit.WindowSeconds}"));
            response.Headers["RateLimit"] = string.Join(", ", limits.Select(limit => $"\"{limit.Name}\";r={limit.Remaining};t={limit.ResetAfter}"));
        }
    }

    private sealed class TakenResult(TakenRateLimits taken) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Write(httpContext.Response, taken.Limits);
            return Results.Ok(taken).ExecuteAsync(httpContext);
        }
    }
}
