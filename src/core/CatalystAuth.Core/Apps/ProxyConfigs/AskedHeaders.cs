namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>What of a client's headers forward-auth reads beside those that proxies write themselves: no more has to be sent along.</summary>
internal static class AskedHeaders
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Authorization", "Cookie", "Accept", "Content-Type", "Origin", "Referer", "User-Agent", "X-Requested-With", "HX-Request", "Upgrade",
        "Sec-WebSocket-Key", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Sec-Fetch-Site", "Access-Control-Request-Method",
    ];

    /// <summary>The cookie that forward-auth renews with answers that let in.</summary>
    public const string CookieOnAllow = "__Host-catalyst_decision";

    /// <summary>In lower case.</summary>
    public static IReadOnlyList<string> Lower { get; } = [.. All.Select(name => name.ToLowerInvariant())];
}
