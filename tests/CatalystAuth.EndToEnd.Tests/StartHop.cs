using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>The Kubernetes controller for nginx sends whoever gets 401 to where forward-auth answers for itself: what that answers is what counts.</summary>
internal static class StartHop
{
    private const string Path = "/.catalyst/start?";

    /// <summary>The target that an answer leads to, when that is there; else null.</summary>
    public static string? TargetOf(string? location) =>
        location?.IndexOf(Path, StringComparison.Ordinal) is >= 0 and var at ? location[at..] : null;

    /// <summary>Opens an address as a person does, and stays where the portal begins.</summary>
    public static async Task<BrowserAnswer> ArriveAsync(this Browser browser, string url)
    {
        var answer = await browser.OpenAsync(url);
        return TargetOf(answer.Location) is null ? answer : await browser.OpenAsync(answer.Location!);
    }

    /// <summary>Sends what a script would.</summary>
    public static async Task<BrowserAnswer> CallAsync(this Browser browser, HttpMethod method, string url)
    {
        var answer = await browser.FetchAsync(method, url);
        return TargetOf(answer.Location) is null ? answer : await browser.FetchAsync(HttpMethod.Get, answer.Location!);
    }

    /// <summary>Sends a GET with these headers, and sends them there too.</summary>
    public static Task<RawAnswer> GetAsync(Uri proxy, string target, string host, params (string Name, string Value)[] headers) =>
        SendAsync(proxy, "GET", target, host, headers);

    /// <summary>The same by whatever method, which stays the same there but for a POST.</summary>
    public static async Task<RawAnswer> SendAsync(Uri proxy, string method, string target, string host, params (string Name, string Value)[] headers)
    {
        var answer = await RawHttp.SendAsync(proxy, method, target, host, headers);
        return answer.Status == 302 && TargetOf(answer.Values("Location").SingleOrDefault()) is { } start
            ? await RawHttp.SendAsync(proxy, method == "POST" ? "GET" : method, start, host, headers)
            : answer;
    }
}
