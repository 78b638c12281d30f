using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Server.Authentication;

/// <summary>
/// The cookies of the portal's own origin. Their prefix makes browsers refuse them from any other host, from a path, and over plain HTTP except on
/// this machine.
/// </summary>
internal static class BrowserCookies
{
    /// <summary>Holds the session.</summary>
    public const string Session = "__Host-catalyst_session";

    /// <summary>Tells this browser from others, whoever is signed in: what binds a flow to it, and by which a device is known again.</summary>
    public const string Browser = "__Host-catalyst_browser";

    // The longest that browsers keep a cookie.
    private static readonly TimeSpan BrowserLife = TimeSpan.FromDays(400);

    /// <summary>Has the browser keep its session, instead of what it kept before.</summary>
    public static void WriteSession(HttpContext context, BrowserCredential credential) =>
        context.Response.Cookies.Append(Session, credential.Text, Options(credential.ExpiresAt));

    /// <summary>The secret that binds flows to this browser; made when it has none.</summary>
    public static string BrowserSecret(HttpContext context)
    {
        if (ReadBrowserSecret(context.Request) is { } known)
        {
            return known;
        }

        var secret = OpaqueSecret.New();
        context.Response.Cookies.Append(Browser, secret, Options(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + BrowserLife));
        return secret;
    }

    /// <summary>The secret that this browser has; null when it has none of our form.</summary>
    public static string? ReadBrowserSecret(HttpRequest request) =>
        request.Cookies[Browser] is { } secret && OpaqueSecret.HashOf(secret) is not null ? secret : null;

    /// <summary>Has the browser forget its session.</summary>
    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Session, Options(expiresAt: null));

    private static CookieOptions Options(DateTimeOffset? expiresAt) => new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        Expires = expiresAt,
    };
}
