using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core;
using CatalystAuth.Server.Portal.Texts;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Portal.Errors;

/// <summary>Tells people what programs are told by a problem.</summary>
internal static class PortalErrors
{
    private static readonly PathString[] ForPrograms = ["/v1", "/oauth", "/.well-known", "/openapi", "/healthz", "/metrics"];

    /// <summary>Whether a person looks at the answer: a browser asks for a page, and not one of the API's addresses.</summary>
    public static bool AreFor(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PortalRoute>() is not null
        || (context.Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true)
            && !Array.Exists(ForPrograms, prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Answers with a page. It asks the database nothing: it may be what can't be reached.</summary>
    public static Task WriteAsync(HttpContext context, Error error, int status)
    {
        var texts = PortalTexts.Of(context.Request, locale: null);
        var services = context.RequestServices;
        var view = new PortalView(texts, Me: null, context.Request.Path.Value ?? "/", services.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            Product = services.GetRequiredService<IOptions<ProductOptions>>().Value.Name,
        };
        context.Response.Headers.CacheControl = "no-store";
        return PortalPage.Of<ErrorPage>(view, status, ("Code", error.Code), ("Message", Tell(texts, error)), ("Back", BackFrom(context, error)))
            .ExecuteAsync(context);
    }

    /// <summary>What the page says below its title, which says the rest.</summary>
    public static string Tell(CatalystTexts texts, Error error) =>
        error.RetryAfter is { } wait && wait > TimeSpan.Zero && texts.Find($"{error.Code}.lead.after") is not null ? texts.Format($"{error.Code}.lead.after", texts.Span(wait))
        : texts.Find($"{error.Code}.lead") ?? texts.OfError(error);

    // What was asked for too often is had a moment later: the page itself, or that of the form.
    private static string? BackFrom(HttpContext context, Error error) =>
        error.Code != RequestErrorCodes.RateLimited ? null
        : HttpMethods.IsGet(context.Request.Method) ? LocalPath.Read(context.Request.Path + context.Request.QueryString)
        : Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == context.Request.Host.Value
            ? LocalPath.Read(page.PathAndQuery)
            : null;
}
