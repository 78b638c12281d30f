using System.Text.Encodings.Web;

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
              <link rel="stylesheet" href="/assets/catalyst.css">{(Onward is null ? string.Empty : $"<meta http-equiv=\"refresh\" content=\"0;url={Encode(Onward)}\">")}
            </head>
            <body><main><h1>{Encode(title)}</h1>{content}</main></body>
            </html>

            """,
            httpContext.RequestAborted);
    }
}
