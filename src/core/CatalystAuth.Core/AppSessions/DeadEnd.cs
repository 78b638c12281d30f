namespace CatalystAuth.Core.AppSessions;

/// <summary>
/// What a person is told where going on would lead nowhere: by forward-auth itself, or by the portal where a proxy hands no page on. The words are ours
/// alone, so that no address can put others on a page.
/// </summary>
/// <param name="Reason">The word that stands for it in an address.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The title.</param>
/// <param name="Text">What has happened, and what to do.</param>
public sealed record DeadEnd(string Reason, int Status, string Title, string Text)
{
    /// <summary>Nobody signs in by plain HTTP.</summary>
    public static DeadEnd HttpsRequired { get; } = new(
        "https", 403, "This app needs https to sign in",
        "Open its address with https. If you did, the proxy in front of it does not say so to forward-auth in X-Forwarded-Proto.");

    /// <summary>A browser that keeps no cookie would be sent in circles.</summary>
    public static DeadEnd CookiesNeeded { get; } = new(
        "cookies", 403, "Signing in does not work",
        "Your browser does not send back the cookie that this site sets. Allow cookies for it, use https, and open the app again.");

    /// <summary>A cookie of our name for one path, which is not seen where cookies are taken away, would send its browser in circles.</summary>
    public static DeadEnd CookieInTheWay { get; } = new(
        "cookie-in-the-way", 403, "A cookie is in the way",
        "Your browser sends a cookie that this site does not see everywhere and cannot take away. Another site of the same domain may have set it. Delete the cookies of both, and open the app again.");

    /// <summary>Who was asked for a second factor came back without one.</summary>
    public static DeadEnd FactorNeeded { get; } = new(
        "second-factor", 403, "This page asks for a second factor",
        "You came back without having used one just now. Open the page again and use your authenticator app or your passkey.");

    /// <summary>What came back is nothing that was given out here.</summary>
    public static DeadEnd BadAddress { get; } = new(
        "address", 403, "This address is not good", "It is not complete, or was made for another app. Open the app again.");

    /// <summary>A path that is forward-auth's own and leads nowhere.</summary>
    public static DeadEnd NothingHere { get; } = new("nothing", 404, "There is nothing here", "This address is not part of the app.");

    /// <summary>More come at once who are not known yet than can be looked up.</summary>
    public static DeadEnd Busy { get; } = new("busy", 503, "Please come again in a moment", "Too many people come at once. Open the app again.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeadEnd> All { get; } = [HttpsRequired, CookiesNeeded, CookieInTheWay, FactorNeeded, BadAddress, NothingHere, Busy];

    /// <summary>One by its word; null for any other text.</summary>
    public static DeadEnd? Find(string? reason) => All.FirstOrDefault(end => end.Reason == reason);
}
