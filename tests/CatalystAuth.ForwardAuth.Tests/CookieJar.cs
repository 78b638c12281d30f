using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>A browser behind a proxy at the host of an app: it keeps cookies as the proxy hands them on, and navigates.</summary>
internal sealed class CookieJar(TestGate gate, App app, string flavour)
{
    private const string Origin = "http://app.localhost";

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>The last part of the proxy's route.</summary>
    public string Route { get; init; } = app.Id.ToString();

    /// <summary>A cookie that another host of the domain set for a path, and that nobody here can take away.</summary>
    public (string Path, string Text)? Planted { get; init; }

    /// <summary>Whether it takes away a cookie when it is told to.</summary>
    public bool Forgets { get; set; } = true;

    public async Task<Reply> OpenAsync(string uri, string method = "GET", params (string Name, string Value)[] extra)
    {
        var planted = Planted is { } other && uri.StartsWith(other.Path, StringComparison.Ordinal) ? other.Text : null;
        var sent = string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}").Prepend(planted).OfType<string>());
        (string, string)[] headers =
            [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), .. sent.Length == 0 ? Array.Empty<(string, string)>() : [("Cookie", sent)], .. extra];
        var reply = flavour == "ingress-nginx"
            ? await new IngressController(gate, Route).OpenAsync(uri, method, extra: headers)
            : await gate.AskAsync(Route, uri, flavour: flavour, method: method, extra: headers);
        foreach (var set in flavour is "nginx" or "haproxy" ? reply.Cookies.Take(1) : reply.Cookies)
        {
            var (name, value) = (set.Split('=')[0], set.Split('=', 2)[1].Split(';')[0]);
            if (!set.EndsWith("Max-Age=0", StringComparison.Ordinal))
            {
                Cookies[name] = value;
            }
            else if (Forgets)
            {
                Cookies.Remove(name);
            }
        }

        return reply;
    }

    /// <summary>Goes where it is sent, as long as that is on the host.</summary>
    /// <returns>The last answer, and how often it was sent elsewhere on the host.</returns>
    public async Task<(Reply Reply, int Hops)> FollowAsync(string uri)
    {
        const int most = 20;
        var reply = await OpenAsync(uri);
        var hops = 0;
        while (hops < most && PathOf(reply) is { } path)
        {
            reply = await OpenAsync(path);
            hops++;
        }

        return (reply, hops);
    }

    /// <summary>Where an answer leads to on the host; null when nowhere.</summary>
    public static string? PathOf(Reply reply) =>
        reply.Headers.ContainsKey("Location") && reply.Location!.StartsWith(Origin + "/", StringComparison.Ordinal) ? reply.Location[Origin.Length..] : null;
}
