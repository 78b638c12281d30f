using System.Globalization;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Tokens;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.RateLimits;

/// <summary>
/// Limits how often one network may ask for what costs something before it is known who asks, and says so with each answer
/// (draft-ietf-httpapi-ratelimit-headers, RFC 6585 §4). Stands before authentication.
/// </summary>
internal static class RateLimits
{
    private const string Limit = "RateLimit";
    private const string Policy = "RateLimit-Policy";

    /// <summary>Counts these routes by the network that asks.</summary>
    public static TBuilder RateLimitedAs<TBuilder>(this TBuilder route, RateLimitedRoutes name)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RateLimited(name), name == RateLimitedRoutes.Tokens
            ? new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(OAuthError), ["application/json"])
            : new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(ProblemDetails), [Problem.ContentType]));

    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RateLimited>() is { } limited ? RunAsync(context, limited.Name, next) : next(context));

    private static async Task RunAsync(HttpContext context, RateLimitedRoutes routes, RequestDelegate next)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        var (name, setting) = routes == RateLimitedRoutes.Tokens ? ("tokens", options.Tokens) : ("flows", options.Flows);
        if (setting.Limit is not { } limit)
        {
            await next(context);
            return;
        }

        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        var limiter = context.RequestServices.GetRequiredService<IRateLimiter>();
        var state = await limiter.TakeAsync($"{name}:{network}", limit, 1, context.RequestAborted);
        Describe(context.Response, name, limit, state);
        if (state.IsAllowed)
        {
            await next(context);
            return;
        }

        var refusal = RateLimitRefusals.TooMany(state.RetryAfter);
        await (OAuthAnswers.AreOf(context) ? OAuthAnswers.Of(refusal).ExecuteAsync(context) : Problem.WriteAsync(context, refusal));
    }

    private static void Describe(HttpResponse response, string name, RateLimit limit, RateLimitState state)
    {
        response.Headers[Policy] = string.Create(
            CultureInfo.InvariantCulture, $"\"{name}\";q={limit.Permits};w={limit.Window.TotalSeconds:F0}");
        response.Headers[Limit] = string.Create(
            CultureInfo.InvariantCulture, $"\"{name}\";r={state.Remaining};t={Math.Ceiling(state.ResetAfter.TotalSeconds):F0}");
    }

    private sealed record RateLimited(RateLimitedRoutes Name);
}

/// <summary>The routes that are counted together.</summary>
internal enum RateLimitedRoutes
{
    /// <summary>Those that need no credential, as they are how one comes to have one.</summary>
    Flows,

    /// <summary>Those that take one credential for another.</summary>
    Tokens,
}
