using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>Sends a browser elsewhere in the proxy's dialect.</summary>
internal static class RedirectWriter
{
    /// <summary>What a redirect depends on, so that nothing between takes it for another's.</summary>
    public const string Vary = "Accept, Authorization, Cookie, Sec-Fetch-Dest, Sec-Fetch-Mode, X-Requested-With";

    /// <summary>Writes it; the URL is absolute, as proxies would resolve another against our own name.</summary>
    public static void Write(HttpContext context, ProxyFlavour flavour, string method, string url)
    {
        var response = context.Response;

        // nginx makes a redirect of it itself, and of a redirect an error.
        response.StatusCode = flavour.KnowsTwoRefusals() ? StatusCodes.Status401Unauthorized
            : method is "GET" or "HEAD" ? StatusCodes.Status302Found
            : StatusCodes.Status303SeeOther;
        response.ContentLength = 0;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = Vary;
        response.Headers.Location = url;
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
