using CatalystAuth.Server.Configuration;

namespace CatalystAuth.Server.Authentication;

/// <summary>
/// Whether a page of this server made a request. Browsers say so themselves (Fetch Metadata), and older ones by the origin of what changes something;
/// no page can make another say it.
/// </summary>
internal sealed class SameOrigin(ServerSettings settings)
{
    private readonly string _origin = new Uri(settings.PublicUrl).GetLeftPart(UriPartial.Authority);

    /// <summary>Whether a script or form of our own sent it.</summary>
    public bool Sent(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        ["same-origin"] => true,
        [] => request.Headers.Origin is [{ } origin] && string.Equals(origin, _origin, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>
    /// Whether the browser's cookie may speak for it. A page may be come to from anywhere; what changes something, and what the API answers, is for our
    /// own pages.
    /// </summary>
    public bool MayUseCookie(HttpRequest request) => Sent(request) || (IsPage(request) && HttpMethods.IsGet(request.Method) && IsNavigation(request));

    private static bool IsPage(HttpRequest request) => !request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);

    // Without Fetch Metadata it is an old browser or no browser; a page only shows.
    private static bool IsNavigation(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"] is [] or ["navigate"] && request.Headers["Sec-Fetch-Dest"] is [] or ["document"];
}
