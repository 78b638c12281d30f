using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.Server.Tests.AppSessions;

/// <summary>An organisation with an app behind a proxy, and browsers that want to go there.</summary>
internal sealed class AppHouse : IAsyncDisposable
{
    public const string Portal = "http://localhost:5080";
    public const string AppCookie = "__Host-catalyst_app";

    private readonly TestServer _server;
    private readonly EchoUpstream _upstream;
    private readonly TraefikEmulator _proxy;

    private AppHouse(TestServer server, Caller owner, string org, string app, EchoUpstream upstream, TraefikEmulator proxy) =>
        (_server, Owner, Org, App, _upstream, _proxy) = (server, owner, org, app, upstream, proxy);

    public Caller Owner { get; }

    public string Org { get; }

    public string App { get; }

    public int Reached => _upstream.Count;

    public string Url => $"http://app.localhost:{_proxy.Url.Port.ToString(CultureInfo.InvariantCulture)}";

    public static async Task<AppHouse> BuildAsync(TestServer server, string app = """{"name":"Reports","hosts":["app.localhost"],"rules":[{"path":"/public/**","require":"public"},{"path":"/**","require":{"permission":"org:read"}}]}""")
    {
        var owner = await server.SignUpAsync();
        var org = await owner.NewOrgAsync();
        var created = await owner.PostAsync($"/v1/orgs/{org}/apps", Json.Content(app));
        created.ShouldBe(HttpStatusCode.Created);
        var upstream = await EchoUpstream.StartAsync();
        return new(server, owner, org, created.Text("id"), upstream, await StartProxyAsync(server, owner, $"/v1/apps/{created.Text("id")}/proxy-config", upstream));
    }

    /// <summary>A browser that is signed in at the portal.</summary>
    public async Task<Browser> SignInAsync(Caller user)
    {
        var browser = NewBrowser();
        await SignInAsync(browser, user);
        return browser;
    }

    public static async Task SignInAsync(Browser browser, Caller user)
    {
        var signedIn = await browser.FetchAsync(
            HttpMethod.Post, $"{Portal}/v1/auth/flows",
            $$$"""{"type":"sign_in","browser":true,"answers":{"identifier":"{{{user.Email}}}","password":"{{{TestServer.Password}}}"}}""");
        signedIn.Status.ShouldBe(HttpStatusCode.OK, signedIn.Body);
    }

    public Browser NewBrowser()
    {
        var browser = new Browser();
        browser.Reach(new Uri(Portal).Authority, _server.Url);
        return browser;
    }

    /// <summary>A member with a role.</summary>
    public async Task<Caller> AddMemberAsync(string role = "member")
    {
        var user = await _server.SignUpAsync("Grace");
        (await Owner.PostAsync($"/v1/orgs/{Org}/members", new { userId = user.UserId, role })).ShouldBe(HttpStatusCode.Created);
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    public static async Task<TraefikEmulator> StartProxyAsync(TestServer server, Caller owner, string configuration, EchoUpstream upstream)
    {
        var config = await owner.GetAsync(
            $"{configuration}?proxy=traefik&forwardAuthUrl={server.ForwardAuthUrl.GetLeftPart(UriPartial.Authority)}&upstreamUrl={upstream.Url.GetLeftPart(UriPartial.Authority)}");
        config.ShouldBe(HttpStatusCode.OK);
        var files = config.At("files")!.AsArray().Select(file => new ProxyConfigFile(file!["name"]!.GetValue<string>(), file["content"]!.GetValue<string>()));
        return await TraefikEmulator.StartAsync(new("traefik", "file", config.Text("version"), [.. files], []));
    }
}
