using System.Globalization;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Server.Http;

/// <summary>How rate limits stand, as header fields (draft-ietf-httpapi-ratelimit-headers-10). Names are slugs, so that nothing is to be escaped.</summary>
internal static class RateLimitHeaders
{
    private const string Limit = "RateLimit";
    private const string Policy = "RateLimit-Policy";

    /// <summary>Says after how long the same may be asked again, and how the limits stand, as far as that is known.</summary>
    public static void Write(HttpResponse response, Error error)
    {
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(Math.Ceiling(wait.TotalSeconds), 1).ToString("F0", CultureInfo.InvariantCulture);
        }

        Write(response, error.RateLimits);
    }

    /// <summary>Says how limits stand, beside what is said of others already.</summary>
    public static void Write(HttpResponse response, IReadOnlyList<RateLimitStatus> limits)
    {
        if (limits.Count > 0)
        {
            response.Headers.Append(Policy, string.Join(", ", limits.Select(limit => $"\"{limit.Name}\";q={limit.Limit};w={limit.WindowSeconds}")));
            response.Headers.Append(Limit, string.Join(", ", limits.Select(limit => $"\"{limit.Name}\";r={limit.Remaining};t={limit.ResetAfter}")));
        }
    }

    public static async Task<IResult> ToTaken(this Task<Result<TakenRateLimits>> task) =>
        (await task).Match<IResult>(taken => new TakenResult(taken), Problem.Of);

    private sealed class TakenResult(TakenRateLimits taken) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Write(httpContext.Response, taken.Limits);
            return Results.Ok(taken).ExecuteAsync(httpContext);
        }
    }
}
