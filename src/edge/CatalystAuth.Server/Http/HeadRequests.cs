namespace CatalystAuth.Server.Http;

/// <summary>
/// Answers HEAD as GET, without the content (RFC 9110 §9.3.2): who checks links, also those in mails, asks that way. The API says that it takes what it
/// takes, as a stream or a page that waits has no end to see.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Has what follows see a GET; the server sends no content to who asked by HEAD.</summary>
    public static IApplicationBuilder UseHeadRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}
