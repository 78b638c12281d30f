using System.Text.Encodings.Web;
using CatalystAuth.Server.Portal;

namespace CatalystAuth.Server.Pages;

/// <summary>A page of some words, which nothing may keep.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="title">The title, which is text.</param>
/// <param name="content">What stands below it, which is HTML.</param>
internal sealed class PlainPage(int status, string title, string content) : IResult
{
    /// <summary>Where the browser goes on to by itself; null for nowhere.</summary>
    public string? Onward { get; init; }

    /// <summary>Text as HTML.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        return httpContext.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(title)}</title>
              <link rel="icon" href="/favicon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="{PortalAssets.Url("catalyst.css")}">
              <link rel="stylesheet" href="{PortalAssets.Url("portal.css")}">{(Onward is null ? string.Empty : $"<meta http-equiv=\"refresh\" content=\"0;url={Encode(Onward)}\">")}
            </head>
            <body data-layout="entry">
              <header class="top"><a class="brand" href="/"><img src="/favicon.svg" alt="" width="36" height="36">Catalyst-Auth</a></header>
              <main><div class="card entry"><section data-catalyst="page"><h1>{Encode(title)}</h1>{content}</section></div></main>
            </body>
            </html>

            """,
            httpContext.RequestAborted);
    }
}
