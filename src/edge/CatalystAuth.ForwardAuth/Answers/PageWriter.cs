using System.Text;
using System.Text.Encodings.Web;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>A page for a person where going on would lead nowhere. It loads nothing and runs nothing.</summary>
internal static class PageWriter
{
    public static Task WriteAsync(HttpContext context, ProxyFlavour flavour, int status, string title, string text)
    {
        var response = context.Response;
        response.StatusCode = flavour.KnowsTwoRefusals() ? StatusCodes.Status403Forbidden : status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        var body = Encoding.UTF8.GetBytes(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{HtmlEncoder.Default.Encode(title)}</title></head>
            <body><main><h1>{HtmlEncoder.Default.Encode(title)}</h1><p>{HtmlEncoder.Default.Encode(text)}</p></main></body></html>

            """);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
