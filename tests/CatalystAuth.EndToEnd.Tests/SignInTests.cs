using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>People with browsers come through every proxy: they are sent to sign in, come back, and sign out.</summary>
public sealed class SignInTests(Stack stack)
{
    private const string Host = "people.localhost";
    private const string AppCookie = "__Host-catalyst_app";

    private string Portal => stack.Portal;

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_browser_is_sent_to_sign_in_comes_back_as_somebody_and_leaves_as_nobody(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Hedy");
        await using var proxy = await StartAsync(name, tenant);
        using var browser = new Browser();
        var app = UrlOf(proxy);

        // A script is told so, and a person sent there.
        var fetched = await browser.CallAsync(HttpMethod.Get, $"{app}/reports");
        (fetched.Status, fetched.Location).ShouldBe((HttpStatusCode.Unauthorized, null));
        var asked = await browser.ArriveAsync($"{app}/reports?year=2026&x=%2F");
        asked.Status.ShouldBe(HttpStatusCode.Found);
        asked.Location.ShouldStartWith($"{Portal}/forward-auth/authorize?request=");
        var signIn = await browser.OpenAsync(asked.Location);
        signIn.Location.ShouldStartWith($"{Portal}/sign-in?continue=");

        await stack.SignInAsync(browser, tenant);
        var page = await browser.FollowAsync(asked.Location);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Url.ShouldBe($"{app}/reports?year=2026&x=%2F");
        page.Body.ShouldContain(tenant.Owner.Id.ToString());
        page.Body.ShouldContain(tenant.Org.Id.ToString());
        (await browser.FetchAsync(HttpMethod.Get, $"{app}/data")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.SubmitAsync($"{app}/form")).Status.ShouldBe(HttpStatusCode.OK);

        var left = await browser.FollowAsync($"{app}/.catalyst/sign-out", ("Sec-Fetch-Site", "same-origin"));
        left.Url.ShouldBe($"{Portal}/forward-auth/signed-out");
        (await browser.FollowAsync($"{app}/reports")).Url.ShouldStartWith($"{Portal}/sign-in");
        (await browser.CallAsync(HttpMethod.Get, $"{app}/data")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task What_a_browser_holds_is_good_for_one_app_until_its_session_ends(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Radia");
        await using var proxy = await StartAsync(name, tenant);
        await using var other = await StartAsync(name, tenant, "other.localhost");
        using var browser = new Browser();
        await stack.SignInAsync(browser, tenant);
        (await browser.FollowAsync($"{UrlOf(proxy)}/")).Status.ShouldBe(HttpStatusCode.OK);
        var handle = browser.CookieOf(Host, AppCookie)!;

        (await UseAsync(UrlOf(proxy), Host, handle)).Status.ShouldBe(HttpStatusCode.OK);
        (await UseAsync(UrlOf(other, "other.localhost"), "other.localhost", handle)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await UseAsync(UrlOf(proxy), Host, handle[..^1] + (handle[^1] == 'A' ? 'E' : 'A'))).Status.ShouldBe(HttpStatusCode.Unauthorized);

        // A page of another site opens a WebSocket, and the browser adds the cookie.
        foreach (var (origin, status) in new[] { ("http://evil.example", 403), (UrlOf(proxy), 200) })
        {
            var answer = await RawHttp.SendAsync(
                proxy.Url, "GET", "/live", Host, ("Cookie", $"{AppCookie}={handle}"), ("Origin", origin), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
            answer.Status.ShouldBe(status, origin);
        }

        (await browser.FetchAsync(HttpMethod.Post, $"{Portal}/v1/auth/sign-out")).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.BeAsync(async () => (await UseAsync(UrlOf(proxy), Host, handle)).Status == HttpStatusCode.Unauthorized, Bounds.Revocation);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_browser_that_keeps_no_cookies_is_not_led_in_circles(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Karen");
        await using var proxy = await StartAsync(name, tenant);
        using var portal = new Browser();
        await stack.SignInAsync(portal, tenant);

        // The portal keeps its session, the app's host keeps nothing.
        var url = $"{UrlOf(proxy)}/";
        for (var step = 0; step < 16; step++)
        {
            portal.KeepsCookies = url.StartsWith(Portal, StringComparison.Ordinal);
            var answer = await portal.OpenAsync(url);
            if (answer.Location is null)
            {
                answer.Status.ShouldBe(HttpStatusCode.Forbidden, answer.Body);
                answer.Body.ShouldContain("does not send back the cookie");
                answer.Body.ShouldNotContain("http-equiv");
                return;
            }

            url = answer.Location;
        }

        throw new InvalidOperationException("It goes on and on.");
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task By_plain_http_nobody_is_sent_to_sign_in_but_on_ones_own_machine(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Grace");
        await using var proxy = await StartAsync(name, tenant, "people.example.com");
        using var browser = new Browser();
        await stack.SignInAsync(browser, tenant);

        var answer = await browser.FollowAsync($"{UrlOf(proxy, "people.example.com")}/reports");

        // Some proxies hand no page of forward-auth on; the portal has it too. The controller's configuration names https itself.
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        var at = UrlOf(proxy, "people.example.com");
        answer.Url.ShouldBe(
            name == Proxy.IngressNginx ? $"https{at[4..]}/.catalyst/start?rd={at}%2Freports"
            : HandsPagesOn(name) ? $"{at}/reports"
            : $"{Portal}/forward-auth/stopped?reason=https");
        answer.Body.ShouldContain("needs https to sign in");
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task Where_there_is_no_way_on_a_person_reads_why_and_a_program_keeps_the_status(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Jean");
        await using var proxy = await StartAsync(name, tenant);
        using var browser = new Browser();

        foreach (var (path, words, status) in new[]
        {
            ("/.catalyst/callback?code=x&state=y", "It is not complete, or was made for another app", HttpStatusCode.Forbidden),
            ("/.catalyst/landing", "It is not complete, or was made for another app", HttpStatusCode.Forbidden),
            ("/.catalyst/x", "This address is not part of the app", HttpStatusCode.NotFound),
        })
        {
            var page = await browser.FollowAsync($"{UrlOf(proxy)}{path}");
            (page.Status, page.Body.Contains(words, StringComparison.Ordinal)).ShouldBe((status, true), page.Body);
            page.Url.ShouldStartWith(HandsPagesOn(name) ? UrlOf(proxy) : $"{Portal}/forward-auth/stopped?reason=");

            var told = await browser.FetchAsync(HttpMethod.Get, $"{UrlOf(proxy)}{path}");
            (told.Status, told.Location).ShouldBe((name == Stack.Nginx ? HttpStatusCode.Forbidden : status, null));
        }
    }

    private static bool HandsPagesOn(string proxy) => proxy is Stack.Caddy or ProxyNames.Traefik or ProxyNames.Envoy or Proxy.IngressNginx;

    private static async Task<BrowserAnswer> UseAsync(string app, string host, string handle)
    {
        using var thief = new Browser();
        thief.SetCookie(host, AppCookie, handle);
        return await thief.CallAsync(HttpMethod.Get, $"{app}/");
    }

    private async Task<IProxy> StartAsync(string name, Tenant tenant, string host = Host) =>
        await stack.StartAsync(name, tenant, await tenant.ProtectAsync(host, [new AppRule("/**", new Requirement.Role("owner"))]));

    private static string UrlOf(IProxy proxy, string host = Host) => $"http://{host}:{proxy.Url.Port.ToString(CultureInfo.InvariantCulture)}";
}
