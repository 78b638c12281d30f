using System.Text;
using System.Text.Encodings.Web;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>
/// A page for a person where going on would lead nowhere. It loads nothing and runs nothing. Where the proxy puts its own in the place of ours, a browser is
/// sent to the portal, which says the same and sends nobody on.
/// </summary>
internal static class PageWriter
{
    /// <summary>Writes it, or sends the browser there.</summary>
    /// <param name="question">What was asked for.</param>
    /// <param name="end">What to say.</param>
    /// <param name="portalPage">The portal's page that says it.</param>
    public static Task WriteAsync(in Question question, DeadEnd end, string portalPage)
    {
        var (context, flavour) = (question.Context, question.Flavour);
        if (flavour is ProxyFlavour.Nginx or ProxyFlavour.HAProxy && IsOfBrowser(question))
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
        var body = Encoding.UTF8.GetBytes(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{HtmlEncoder.Default.Encode(end.Title)}</title></head>
            <body><main><h1>{HtmlEncoder.Default.Encode(end.Title)}</h1><p>{HtmlEncoder.Default.Encode(end.Text)}</p></main></body></html>

            """);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // Programs keep the status.
    private static bool IsOfBrowser(in Question question)
    {
        var headers = question.Context.Request.Headers;
        return headers.Authorization.Count == 0 && !RequestKind.IsWebSocket(question.Request, headers)
            && (RequestKind.IsNavigation(headers) ?? (question.Request.Method is "GET" or "HEAD" && !RequestKind.IsOfScript(headers) && RequestKind.TakesPages(headers)));
    }
}
