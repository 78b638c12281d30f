using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>One middleware for a domain, through every proxy with the configuration that the server writes for it.</summary>
public sealed class DomainTests(Stack stack)
{
    private const string DomainCookie = "__Secure-catalyst_domain";

    private static readonly AppRule[] OfOwners = [new("/**", new Requirement.Role("owner"))];

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_browser_signs_in_once_for_all_apps_of_the_domain_and_out_of_all_of_them(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Joan");
        await using var upstream = await EchoUpstream.StartAsync();
        var domain = await GiveAsync(tenant);
        await tenant.ProtectAsync($"wiki.{domain}", OfOwners);
        await tenant.ProtectAsync($"shop.{domain}", [new AppRule("/public/**", new Requirement.Public()), new AppRule("/**", new Requirement.Permission("org:read"))]);
        await tenant.ProtectAsync($"closed.{domain}", [new AppRule("/**", new Requirement.Group("nobody"))]);
        await using var proxy = await stack.StartAsync(name, domain, upstream);
        using var browser = new Browser();

        // Nobody gets in before, but where nobody has to be known.
        var asked = await browser.ArriveAsync($"{UrlOf("wiki")}/page?x=1");
        asked.Location.ShouldNotBeNull().ShouldStartWith($"{stack.Portal}/forward-auth/authorize?request=");
        (await browser.CallAsync(HttpMethod.Get, $"{UrlOf("shop")}/basket")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        upstream.Count.ShouldBe(0);
        (await browser.FetchAsync(HttpMethod.Get, $"{UrlOf("shop")}/public/x")).Status.ShouldBe(HttpStatusCode.OK);

        await stack.SignInAsync(browser, tenant);
        var wiki = await browser.FollowAsync($"{UrlOf("wiki")}/page?x=1");
        (wiki.Status, wiki.Url).ShouldBe((HttpStatusCode.OK, $"{UrlOf("wiki")}/page?x=1"));
        wiki.Body.ShouldContain(tenant.Owner.Id.ToString());
        wiki.Body.ShouldContain(tenant.Org.Id.ToString());

        // The other app is open at once, for scripts too; the one whose rule refuses is not, and is not asked for again.
        var shop = await browser.OpenAsync($"{UrlOf("shop")}/basket");
        (shop.Status, shop.Location).ShouldBe((HttpStatusCode.OK, null));
        shop.Body.ShouldContain(tenant.Owner.Id.ToString());
        (await browser.FetchAsync(HttpMethod.Post, $"{UrlOf("shop")}/basket")).Status.ShouldBe(HttpStatusCode.OK);
        var reached = upstream.Count;
        var closed = await browser.OpenAsync($"{UrlOf("closed")}/");
        (closed.Status, closed.Location).ShouldBe((HttpStatusCode.Forbidden, null));

        var stolen = browser.CookieOf($"wiki.{domain}", DomainCookie)!;
        var left = await browser.FollowAsync($"{UrlOf("shop")}/.catalyst/sign-out", ("Sec-Fetch-Site", "same-origin"));
        left.Url.ShouldBe($"{stack.Portal}/forward-auth/signed-out");
        browser.CookieOf($"wiki.{domain}", DomainCookie).ShouldBeNull();
        foreach (var app in (string[])["wiki", "shop"])
        {
            (await browser.CallAsync(HttpMethod.Get, $"{UrlOf(app)}/x")).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await browser.FollowAsync($"{UrlOf(app)}/x")).Url.ShouldStartWith($"{stack.Portal}/sign-in");
            (await UseAsync($"{app}.{domain}", $"{UrlOf(app)}/x", DomainCookie, stolen)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        upstream.Count.ShouldBe(reached);

        string UrlOf(string app) => DomainTests.UrlOf(proxy, $"{app}.{domain}");
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task Hosts_that_are_none_of_the_organisations_in_the_domain_are_refused_whatever_they_allow(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Mary");
        using var stranger = await Tenant.SignUpAsync(stack.Server.Url, "Eve");
        await using var upstream = await EchoUpstream.StartAsync();
        var domain = await GiveAsync(tenant);
        AppRule[] open = [new("/**", new Requirement.Public())];
        await tenant.ProtectAsync($"wiki.{domain}", OfOwners);
        await tenant.ProtectAsync($"evil-{domain}", open);
        await tenant.ProtectAsync($"{domain}.evil.localhost", open);
        await tenant.ProtectAsync($"twice.{domain}", open);
        await tenant.ProtectAsync($"twice.{domain}:8443", open);
        await stranger.ProtectAsync($"theirs.{domain}", open);
        await stranger.ProtectAsync($"wiki.{domain}", open);
        await using var proxy = await stack.StartAsync(name, domain, upstream);
        using var browser = new Browser();
        await stack.SignInAsync(browser, tenant);
        (await browser.FollowAsync($"{UrlOf(proxy, $"wiki.{domain}")}/")).Status.ShouldBe(HttpStatusCode.OK);
        var handle = browser.CookieOf($"wiki.{domain}", DomainCookie)!;
        var reached = upstream.Count;

        foreach (var host in (string[])[$"evil-{domain}", $"{domain}.evil.localhost", $"twice.{domain}", $"theirs.{domain}", $"none.{domain}", domain, "wiki.localhost", $"wiki.{domain}.", $"a.wiki.{domain}"])
        {
            var answer = await RawHttp.SendAsync(proxy.Url, "GET", "/", host, ("Cookie", $"{DomainCookie}={handle}"), ("Accept", "text/html"));

            // With a dot at the end it is the same host; a proxy may say that it does not know it.
            if (host.EndsWith('.'))
            {
                answer.Status.ShouldBeOneOf(200, 403, 404);
                reached = upstream.Count;
                continue;
            }

            answer.Status.ShouldBeOneOf([403, 404], host);
            answer.Values("Location").ShouldBeEmpty();
        }

        // The stranger's token is for another organisation, though the host is also theirs.
        (await RawHttp.SendAsync(proxy.Url, "GET", "/", $"wiki.{domain}", ("Authorization", $"Bearer {await stranger.EnterAsync()}"))).Status.ShouldBe(403);
        upstream.Count.ShouldBe(reached);
    }

    [Fact]
    public async Task Nginx_takes_no_request_whose_line_names_another_host_than_its_header()
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Annie");
        await using var upstream = await EchoUpstream.StartAsync();
        var domain = await GiveAsync(tenant);
        await tenant.ProtectAsync($"open.{domain}", [new AppRule("/**", new Requirement.Public())]);
        await tenant.ProtectAsync($"closed.{domain}", OfOwners);
        await using var proxy = await stack.StartAsync(Stack.Nginx, domain, upstream);
        (await RawHttp.SendAsync(proxy.Url, "GET", "/x", $"open.{domain}")).Status.ShouldBe(200);
        (await RawHttp.SendAsync(proxy.Url, "GET", "/x", $"OPEN.{domain}:{proxy.Url.Port}")).Status.ShouldBe(200);
        (await RawHttp.SendAsync(proxy.Url, "GET", $"http://open.{domain}/x", $"open.{domain}")).Status.ShouldBe(200);
        var reached = upstream.Count;

        (await RawHttp.SendAsync(proxy.Url, "GET", $"http://closed.{domain}/x", $"open.{domain}")).Status.ShouldBe(400);
        (await RawHttp.SendAsync(proxy.Url, "GET", $"http://open.{domain}/x", $"closed.{domain}")).Status.ShouldBe(400);
        upstream.Count.ShouldBe(reached);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task The_cookie_of_a_domain_is_good_for_nothing_but_forward_auth_there(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Barbara");
        await using var upstream = await EchoUpstream.StartAsync();
        var (domain, other) = (await GiveAsync(tenant), await GiveAsync(tenant));
        var wiki = await tenant.ProtectAsync($"wiki.{domain}", OfOwners);
        await tenant.ProtectAsync($"wiki.{other}", OfOwners);
        await using var proxy = await stack.StartAsync(name, domain, upstream);
        await using var elsewhere = await stack.StartAsync(name, other, upstream);
        await using var alone = await stack.StartAsync(name, tenant, wiki);
        using var browser = new Browser();
        await stack.SignInAsync(browser, tenant);
        (await browser.FollowAsync($"{UrlOf(proxy, $"wiki.{domain}")}/")).Status.ShouldBe(HttpStatusCode.OK);
        var handle = browser.CookieOf($"wiki.{domain}", DomainCookie)!;
        (await UseAsync($"wiki.{domain}", $"{UrlOf(proxy, $"wiki.{domain}")}/", DomainCookie, handle)).Status.ShouldBe(HttpStatusCode.OK);

        // Not at the API, under whatever name, nor as a token.
        foreach (var cookie in (string[])[DomainCookie, "__Host-catalyst_session", "__Host-catalyst_app"])
        {
            (await UseAsync(new Uri(stack.Portal).Host, $"{stack.Portal}/v1/me", cookie, handle)).Status.ShouldBe(HttpStatusCode.Unauthorized, cookie);
        }

        foreach (var (server, host) in new[] { (stack.Server.Url, new Uri(stack.Portal).Authority), (proxy.Url, $"wiki.{domain}") })
        {
            (await StartHop.GetAsync(server, "/v1/me", host, ("Authorization", $"Bearer {handle}"))).Status.ShouldBe(401);
        }

        // Nor in another domain of the same organisation, nor at the app's own middleware, nor beside another of its name.
        (await UseAsync($"wiki.{other}", $"{UrlOf(elsewhere, $"wiki.{other}")}/", DomainCookie, handle)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await UseAsync($"wiki.{domain}", $"{UrlOf(alone, $"wiki.{domain}")}/", DomainCookie, handle)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await UseAsync($"wiki.{domain}", $"{UrlOf(alone, $"wiki.{domain}")}/", "__Host-catalyst_app", handle)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await UseAsync($"wiki.{domain}", $"{UrlOf(proxy, $"wiki.{domain}")}/", "__Host-catalyst_app", handle)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await StartHop.GetAsync(
            proxy.Url, "/", $"wiki.{domain}", ("Cookie", $"{DomainCookie}={handle}; {DomainCookie}={new string('A', handle.Length)}"))).Status.ShouldBe(401);
    }

    private async Task<string> GiveAsync(Tenant tenant)
    {
        // Short, so that nginx takes the names of its hosts beside other servers.
        var domain = $"d{Guid.NewGuid().ToString("N")[..12]}.localhost";
        (await stack.Admin.ForwardAuthDomains.SetAsync(domain, new(tenant.Org.Id), TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();
        return domain;
    }

    private static async Task<BrowserAnswer> UseAsync(string host, string url, string cookie, string handle)
    {
        using var thief = new Browser();
        thief.SetCookie(host, cookie, handle);
        return await thief.CallAsync(HttpMethod.Get, url);
    }

    private static string UrlOf(IProxy proxy, string host) => $"http://{host}:{proxy.Url.Port.ToString(CultureInfo.InvariantCulture)}";
}
