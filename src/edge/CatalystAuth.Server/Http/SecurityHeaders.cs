namespace CatalystAuth.Server.Http;

/// <summary>Headers that keep browsers from doing more with an answer than is meant.</summary>
internal static class SecurityHeaders
{
    private const string PageCsp =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // The API reference is a vendor's single page that sets its own styles and starts from an inline script.
    private const string ReferenceCsp =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/reference", StringComparison.Ordinal) ? ReferenceCsp : PageCsp;
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/oauth", StringComparison.Ordinal))
        {
            headers.CacheControl = "no-store";
        }

        return next(context);
    });
}
