namespace CatalystAuth.Core.AppSessions;

/// <summary>
/// What a person is told where going on would lead nowhere: by forward-auth itself, or by the portal where a proxy hands no page on. The words are ours
/// alone, so that no address can put others on a page.
/// </summary>
/// <param name="Reason">The word that stands for it in an address.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="English">The words in English.</param>
/// <param name="German">The words in German.</param>
public sealed record DeadEnd(string Reason, int Status, DeadEndWords English, DeadEndWords German)
{
    /// <summary>Nobody signs in by plain HTTP.</summary>
    public static DeadEnd HttpsRequired { get; } = new(
        "https", 403,
        new(
            "This app needs https to sign in",
            "Open its address with https. If you did, the proxy in front of it does not say so to forward-auth in X-Forwarded-Proto."),
        new(
            "Diese App braucht https zum Anmelden",
            "Öffne ihre Adresse mit https. Hast du das getan, sagt der Proxy davor es forward-auth nicht in X-Forwarded-Proto."));

    /// <summary>A browser that keeps no cookie would be sent in circles.</summary>
    public static DeadEnd CookiesNeeded { get; } = new(
        "cookies", 403,
        new(
            "Signing in does not work",
            "Your browser does not send back the cookie that this site sets. Allow cookies for it, use https, and open the app again."),
        new(
            "Das Anmelden klappt nicht",
            "Dein Browser schickt das Cookie nicht zurück, das diese Seite setzt. Erlaube ihr Cookies, nimm https und öffne die App noch einmal."));

    /// <summary>A cookie of our name for one path, which is not seen where cookies are taken away, would send its browser in circles.</summary>
    public static DeadEnd CookieInTheWay { get; } = new(
        "cookie-in-the-way", 403,
        new(
            "A cookie is in the way",
            "Your browser sends a cookie that this site does not see everywhere and cannot take away. Another site of the same domain may have set it. Delete the cookies of both, and open the app again."),
        new(
            "Ein Cookie ist im Weg",
            "Dein Browser schickt ein Cookie, das diese Seite nicht überall sieht und nicht entfernen kann. Vielleicht hat es eine andere Seite derselben Domain gesetzt. Lösche die Cookies beider Seiten und öffne die App noch einmal."));

    /// <summary>Who was asked for a second factor came back without one.</summary>
    public static DeadEnd FactorNeeded { get; } = new(
        "second-factor", 403,
        new(
            "This page asks for a second factor",
            "You came back without having used one just now. Open the page again and use your authenticator app or your passkey."),
        new(
            "Diese Seite verlangt einen zweiten Faktor",
            "Du bist zurückgekommen, ohne gerade einen benutzt zu haben. Öffne die Seite noch einmal und nimm deine Authenticator-App oder deinen Passkey."));

    /// <summary>What came back is nothing that was given out here.</summary>
    public static DeadEnd BadAddress { get; } = new(
        "address", 403,
        new("This address is not good", "It is not complete, or was made for another app. Open the app again."),
        new("Diese Adresse stimmt nicht", "Sie ist nicht vollständig oder gehört zu einer anderen App. Öffne die App noch einmal."));

    /// <summary>A path that is forward-auth's own and leads nowhere.</summary>
    public static DeadEnd NothingHere { get; } = new(
        "nothing", 404,
        new("There is nothing here", "This address is not part of the app."),
        new("Hier ist nichts", "Diese Adresse gehört nicht zur App."));

    /// <summary>More come at once who are not known yet than can be looked up.</summary>
    public static DeadEnd Busy { get; } = new(
        "busy", 503,
        new("Please come again in a moment", "Too many people come at once. Open the app again."),
        new("Bitte komm gleich noch einmal", "Zu viele kommen auf einmal. Öffne die App noch einmal."));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeadEnd> All { get; } = [HttpsRequired, CookiesNeeded, CookieInTheWay, FactorNeeded, BadAddress, NothingHere, Busy];

    /// <summary>One by its word; null for any other text.</summary>
    public static DeadEnd? Find(string? reason) => All.FirstOrDefault(end => end.Reason == reason);

    /// <summary>The words in a language, <c>de</c>; English for any other.</summary>
    public DeadEndWords In(string language) => language == "de" ? German : English;
}

/// <summary>The words of a dead end in one language.</summary>
/// <param name="Title">The title.</param>
/// <param name="Text">What has happened, and what to do.</param>
public sealed record DeadEndWords(string Title, string Text);
