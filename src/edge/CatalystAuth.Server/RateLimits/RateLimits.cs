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
    // Who has a site of IPv6 has 65 536 networks, and gets no more of them than this.
    private const int NetworksOfSite = 16;

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
        var (name, setting) = routes switch
        {
            RateLimitedRoutes.Tokens => ("tokens", options.Tokens),
            RateLimitedRoutes.Strength => ("strength", options.Flows),
            _ => ("flows", options.Flows),
        };
        if (setting.Limit is not { } limit)
        {
            await next(context);
            return;
        }

        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        var limiter = context.RequestServices.GetRequiredService<IRateLimiter>();
        var state = await limiter.TakeAsync($"{name}:{network}", limit, 1, context.RequestAborted);
        if (state.IsAllowed && ClientNetwork.SiteOf(context.Connection.RemoteIpAddress) is { } site)
        {
            var wide = new RateLimit(Math.Min(limit.Permits * NetworksOfSite, RateLimit.MostPermits), limit.Window);
            var taken = await limiter.TakeAsync($"{name}:{site}", wide, 1, context.RequestAborted);
            state = taken.IsAllowed ? state : state with { IsAllowed = false, Remaining = 0, RetryAfter = taken.RetryAfter };
        }

        RateLimitHeaders.Write(context.Response, [state.ToStatus(name, limit)]);
        if (state.IsAllowed)
        {
            await next(context);
            return;
        }

        var refusal = RateLimitRefusals.TooMany(state.RetryAfter);
        await (OAuthAnswers.AreOf(context) ? OAuthAnswers.Of(refusal).ExecuteAsync(context) : Problem.WriteAsync(context, refusal));
    }

    private sealed record RateLimited(RateLimitedRoutes Name);
}

/// <summary>The routes that are counted together.</summary>
internal enum RateLimitedRoutes
{
    /// <summary>Those that need no credential, as they are how one comes to have one.</summary>
    Flows,

    /// <summary>What a page asks while a password is typed: as often as <see cref="Flows"/>, and apart from them, so that who types can still sign in.</summary>
    Strength,

    /// <summary>Those that take one credential for another.</summary>
    Tokens,
}
