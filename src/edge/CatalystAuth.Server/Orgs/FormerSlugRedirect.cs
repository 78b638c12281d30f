using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Server.Orgs;

/// <summary>
/// Sends who names an organisation by a former slug to the same address with the one it has now, by a 308, which keeps method and body.
/// Looked up only where the answer would be "not found", so that it costs nothing elsewhere.
/// </summary>
internal static class FormerSlugRedirect
{
    private const string Prefix = "/v1/orgs/";

    public static async Task<bool> TryAsync(HttpContext context, Error error)
    {
        var request = context.Request;
        var path = request.Path.ToUriComponent();
        if (error.Code != OrgErrorCodes.NotFound || request.RouteValues["org"] is not string former || !OrgSlug.IsValid(former)
            || !path.StartsWith(Prefix + former, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var slugs = context.RequestServices.GetRequiredService<FormerSlugs>();
        if (await slugs.FindCurrentAsync(former, context.RequestAborted) is not { } current)
        {
            return false;
        }

        // Without a host: who calls knows which one they called.
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location =
            $"{request.PathBase.ToUriComponent()}{Prefix}{current}{path[(Prefix.Length + former.Length)..]}{request.QueryString.ToUriComponent()}";
        context.Response.Headers.CacheControl = "no-store";
        return true;
    }
}
