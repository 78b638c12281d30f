using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>
/// A page for a person where going on would lead nowhere. It loads nothing and runs nothing. Where the proxy puts its own in the place of ours, a browser is
/// sent to the portal, which says the same and sends nobody on.
/// </summary>
internal static class PageWriter
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement);

    /// <summary>Writes it, or sends the browser there.</summary>
    /// <param name="question">What was asked for.</param>
    /// <param name="end">What to say.</param>
    /// <param name="portalPage">The portal's page that says it.</param>
    public static Task WriteAsync(in Question question, DeadEnd end, string portalPage)
    {
        var (context, flavour) = (question.Context, question.Flavour);
        if (ReplacesPage(flavour, end) && IsOfBrowser(question))
        {
            RedirectWriter.Write(context, flavour, question.Request.Method, portalPage);
            return Task.CompletedTask;
        }

        var response = context.Response;
        response.StatusCode = flavour.KnowsTwoRefusals() ? StatusCodes.Status403Forbidden : end.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        var language = LanguageOf(context.Request);
        var (title, text) = end.In(language);
        var body = Encoding.UTF8.GetBytes(
            $"""
            <!doctype html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Html.Encode(title)}</title></head>
            <body><main><h1>{Html.Encode(title)}</h1><p>{Html.Encode(text)}</p></main></body></html>

            """);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // Envoy takes a fault of forward-auth for its own, whatever it says.
    private static bool ReplacesPage(ProxyFlavour flavour, DeadEnd end) =>
        flavour is ProxyFlavour.Nginx or ProxyFlavour.HAProxy || (flavour == ProxyFlavour.Envoy && end.Status >= StatusCodes.Status500InternalServerError);

    // What the browser likes best of the two that there are.
    private static string LanguageOf(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
        && wanted.Where(value => value.Quality is not 0).OrderByDescending(value => value.Quality ?? 1)
            .Select(value => value.Value.Value?.Split('-')[0].ToUpperInvariant()).FirstOrDefault(tag => tag is "EN" or "DE") == "DE"
            ? "de"
            : "en";

    // Programs keep the status.
    private static bool IsOfBrowser(in Question question)
    {
        var headers = question.Context.Request.Headers;
        return headers.Authorization.Count == 0 && !RequestKind.IsWebSocket(question.Request, headers)
            && (RequestKind.IsNavigation(headers) ?? (question.Request.Method is "GET" or "HEAD" && !RequestKind.IsOfScript(headers) && RequestKind.TakesPages(headers)));
    }
}
