using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Audit;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// Reads a <c>User-Agent</c> as far as it can be told without a table of thousands of devices. What is not recognised is unknown rather than
/// guessed.
/// </summary>
internal static class UserAgents
{
    private const int MaxNameLength = 40;
    private const int MaxVersionLength = 6;

    private static readonly SessionDevice Unknown = new(DeviceKind.Unknown);

    // In this order: most browsers also name those that they want to be taken for.
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("EdgiOS/", "Edge"), ("EdgA/", "Edge"), ("Edg/", "Edge"), ("Edge/", "Edge"), ("OPR/", "Opera"), ("OPiOS/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("YaBrowser/", "Yandex Browser"), ("DuckDuckGo/", "DuckDuckGo"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Headless Chrome"), ("Chrome/", "Chrome"),
    ];

    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iOS"), ("iPod", "iOS"), ("iPad", "iPadOS"), ("Android", "Android"), ("CrOS", "ChromeOS"),
        ("Macintosh", "macOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"), ("X11", "Unix"),
    ];

    /// <summary>What is kept of one.</summary>
    public static string? Kept(string? userAgent) =>
        userAgent is { Length: > Journal.MaxUserAgentLength } ? userAgent[..Journal.MaxUserAgentLength] : userAgent;

    public static SessionDevice Parse(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return Unknown;
        }

        var os = Systems.FirstOrDefault(system => userAgent.Contains(system.Token, StringComparison.Ordinal)).Name;
        if (!userAgent.StartsWith("Mozilla/", StringComparison.Ordinal) && !userAgent.StartsWith("Opera/", StringComparison.Ordinal))
        {
            return ProgramOf(userAgent, os);
        }

        var (browser, version) = BrowserOf(userAgent);
        return new(browser is null ? DeviceKind.Unknown : KindOf(userAgent, os), browser, version, os);
    }

    /// <summary>A device in few words, e.g. <c>Firefox (Windows)</c>; null when nothing is known.</summary>
    public static string? NameOf(string? userAgent) => Parse(userAgent) switch
    {
        { Browser: { } browser, Os: { } os } => $"{browser} ({os})",
        var device => device.Browser ?? device.Os,
    };

    private static (string? Name, string? Version) BrowserOf(string userAgent)
    {
        foreach (var (token, name) in Browsers)
        {
            if (userAgent.IndexOf(token, StringComparison.Ordinal) is var at and >= 0)
            {
                return (name, VersionAt(userAgent, at + token.Length));
            }
        }

        // Safari's own number is that of its engine.
        return userAgent.Contains("Safari/", StringComparison.Ordinal) && userAgent.IndexOf("Version/", StringComparison.Ordinal) is var found and >= 0
            ? ("Safari", VersionAt(userAgent, found + "Version/".Length))
            : (null, null);
    }

    private static DeviceKind KindOf(string userAgent, string? os) => os switch
    {
        "iOS" => DeviceKind.Mobile,
        "iPadOS" => DeviceKind.Tablet,
        "Android" => userAgent.Contains("Mobile", StringComparison.Ordinal) ? DeviceKind.Mobile : DeviceKind.Tablet,
        null => DeviceKind.Unknown,
        _ => DeviceKind.Desktop,
    };

    // RFC 9110 §10.1.5: the first product is the program itself.
    private static SessionDevice ProgramOf(string userAgent, string? os)
    {
        var length = 0;
        while (length < userAgent.Length && IsToken(userAgent[length]))
        {
            length++;
        }

        return length is 0 or > MaxNameLength || (length < userAgent.Length && userAgent[length] is not ('/' or ' '))
            ? new(DeviceKind.Unknown, Os: os)
            : new(
                DeviceKind.Program, userAgent[..length],
                length < userAgent.Length && userAgent[length] == '/' ? VersionAt(userAgent, length + 1) : null, os);
    }

    private static string? VersionAt(string userAgent, int at)
    {
        var end = at;
        while (end < userAgent.Length && char.IsAsciiDigit(userAgent[end]) && end - at < MaxVersionLength)
        {
            end++;
        }

        return end == at ? null : userAgent[at..end];
    }

    private static bool IsToken(char character) => char.IsAsciiLetterOrDigit(character) || "-_.+".Contains(character, StringComparison.Ordinal);
}
