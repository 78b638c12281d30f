using CatalystAuth.Server.Configuration;
using Microsoft.Net.Http.Headers;

namespace CatalystAuth.Server.Http;

/// <summary>Headers that keep browsers from doing more with an answer than is meant.</summary>
internal static class SecurityHeaders
{
    private const string PageCsp =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // The API reference is a vendor's single page that sets its own styles and starts from an inline script.
    private const string ReferenceCsp =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Adds them to every answer; what a route says itself stays.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var publicUrl = new Uri(app.ApplicationServices.GetRequiredService<ServerSettings>().PublicUrl);

        // A browser would hold whatever else is at localhost to it, on all ports.
        return app.UseSecurityHeaders(isHeldToHttps: publicUrl.Scheme == Uri.UriSchemeHttps && !publicUrl.IsLoopback);
    }

    private static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, bool isHeldToHttps) => app.Use((context, next) =>
    {
        Add(context, isHeldToHttps);

        // Who answers an exception begins without headers.
        context.Response.OnStarting(
            () =>
            {
                Add(context, isHeldToHttps);
                return Task.CompletedTask;
            });
        return next(context);
    });

    private static void Add(HttpContext context, bool isHeldToHttps)
    {
        var headers = context.Response.Headers;
        var path = context.Request.Path;
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, path.StartsWithSegments("/reference", StringComparison.Ordinal) ? ReferenceCsp : PageCsp);
        if (isHeldToHttps)
        {
            // Of other hosts of the domain nothing is known.
            headers.TryAdd(HeaderNames.StrictTransportSecurity, "max-age=31536000");
        }

        if (path.StartsWithSegments("/v1", StringComparison.Ordinal) || path.StartsWithSegments("/oauth", StringComparison.Ordinal))
        {
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
        }
    }
}
