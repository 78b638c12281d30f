using System.Globalization;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.Benchmarks.ForwardAuth;

/// <summary>Makes an app at a running server and what is asked with, and writes each into a file: a token, the cookies of a browser, and many tokens.</summary>
internal static class Credentials
{
    private const string Host = "app.localhost";
    private const string Email = "bench@example.com";
    private const string Password = "correct horse battery staple";
    private const int Callers = 16;

    /// <param name="api">Where the server is.</param>
    /// <param name="forwardAuth">Where its forward-auth is.</param>
    /// <param name="directory">Where the files are written to.</param>
    /// <param name="tokens">How many tokens, each of which is seen for the first time when it is used.</param>
    public static async Task WriteAsync(string api, string forwardAuth, string directory, string tokens)
    {
        using var client = new CatalystClient(new Uri(api));
        _ = (await client.Auth.StartFlowAsync(new(FlowTypes.SignUp, new() { Email = Email, Password = Password, Name = "Bench" }))).Value;
        OrgRef org = (await client.Orgs.CreateAsync(new("Bench"))).Value.Id;

        // The owner holds what is in use.
        var key = (await client.Keys.IssueAsync(org, new IssueKeyRequest("bench", ["app:read"], ExpiresIn: 3600))).Value.Key;
        var app = (await client.Apps.CreateAsync(org, new("Bench", [Host], [new("/public/**", new Requirement.Public()), new("/**", new Requirement.Scope("app:read"))]))).Value.Id;
        var many = await ExchangeAsync(client, key, int.Parse(tokens, CultureInfo.InvariantCulture) + 1);

        await File.WriteAllTextAsync(Path.Combine(directory, "app"), app.ToString());
        await File.WriteAllTextAsync(Path.Combine(directory, "bearer"), many[^1]);
        await File.WriteAllLinesAsync(Path.Combine(directory, "tokens"), many[..^1]);
        await WriteCookiesAsync(client, app, new Uri(api), new Uri(forwardAuth), directory);
    }

    private static async Task<string[]> ExchangeAsync(CatalystClient client, string key, int count)
    {
        var tokens = new string[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (n, ct) => tokens[n] = (await client.Tokens.ExchangeKeyAsync(key, cancellationToken: ct)).Value.AccessToken);
        return tokens;
    }

    // Through a proxy that hands cookies on, as a browser gets them.
    private static async Task WriteCookiesAsync(CatalystClient client, AppId app, Uri api, Uri forwardAuth, string directory)
    {
        await using var upstream = await EchoUpstream.StartAsync();
        await using var proxy = await Proxy.StartAsync(ProxyNames.Traefik, client, app, forwardAuth, upstream.Url);
        using var browser = new Browser();
        var signedIn = await browser.FetchAsync(
            HttpMethod.Post, new Uri(api, "/v1/auth/flows").ToString(),
            $$$"""{"type":"sign_in","browser":true,"answers":{"identifier":"{{{Email}}}","password":"{{{Password}}}"}}""");
        var page = await browser.FollowAsync($"http://{Host}:{proxy.Url.Port.ToString(CultureInfo.InvariantCulture)}/");
        foreach (var (file, name) in new[] { ("app_cookie", "__Host-catalyst_app"), ("decision_cookie", "__Host-catalyst_decision") })
        {
            var value = browser.CookieOf(Host, name)
                ?? throw new InvalidOperationException($"There is no {name}: sign-in said {signedIn.Status}, the page at {page.Url} {page.Status}.");
            await File.WriteAllTextAsync(Path.Combine(directory, file), $"{name}={value}");
        }
    }
}
