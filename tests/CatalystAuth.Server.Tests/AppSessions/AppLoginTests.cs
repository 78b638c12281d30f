using System.Net;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests.AppSessions;

public sealed class SqliteAppLoginTests(SqliteServer server) : AppLoginTests(server);

public sealed class PostgresAppLoginTests(PostgresServer server) : AppLoginTests(server);

/// <summary>From an app to the portal, back, and out again.</summary>
public abstract class AppLoginTests(TestServer server)
{
    [Fact]
    public async Task A_browser_signs_in_once_and_is_in_and_a_second_app_needs_no_more()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = house.NewBrowser();

        var asked = await browser.FollowAsync($"{house.Url}/reports?x=1");
        asked.Url.ShouldStartWith($"{AppHouse.Portal}/sign-in?continue=");
        var next = Uri.UnescapeDataString(asked.Url.Split("continue=")[1]);
        next.ShouldStartWith("/forward-auth/authorize?request=");
        house.Reached.ShouldBe(0);

        await AppHouse.SignInAsync(browser, house.Owner);

        // Behind the portal's own form, whose policy lets no redirect lead elsewhere.
        var own = await browser.OpenAsync(AppHouse.Portal + next, ("Sec-Fetch-Site", "same-origin"));
        (own.Status, own.Location).ShouldBe((HttpStatusCode.OK, null));
        own.Body.ShouldContain($"<meta http-equiv=\"refresh\" content=\"0;url={house.Url}/.catalyst/callback?code=");

        var page = await browser.FollowAsync(AppHouse.Portal + next);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Url.ShouldBe($"{house.Url}/reports?x=1");
        page.Body.ShouldContain($"\"{house.Owner.UserId}\"");
        page.Body.ShouldContain($"\"{house.Org}\"");
        page.Body.ShouldContain("X-Session-ID");

        // Warm, and by a script.
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/data")).Status.ShouldBe(HttpStatusCode.OK);

        var other = await house.Owner.PostAsync($"/v1/orgs/{house.Org}/apps", new { name = "Two", hosts = new[] { "two.localhost" }, rules = new[] { new { path = "/**", require = new { role = "owner" } } } });
        await using var upstream = await EchoUpstream.StartAsync();
        await using var proxy = await AppHouse.StartProxyAsync(server, house.Owner, $"/v1/apps/{other.Text("id")}/proxy-config", upstream);
        (await browser.FollowAsync($"http://two.localhost:{proxy.Url.Port}/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_not_in_the_organisation_is_told_so_and_nothing_about_it()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(await server.SignUpAsync("Eve"));

        var page = await browser.FollowAsync($"{house.Url}/reports");

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Url.ShouldStartWith($"{AppHouse.Portal}/forward-auth/authorize");
        page.Body.ShouldContain("not in the organisation");
        page.Body.ShouldNotContain("Acme");
        page.Body.ShouldNotContain("Reports");
        page.Body.ShouldNotContain(house.Org);
        house.Reached.ShouldBe(0);
    }

    [Fact]
    public async Task A_code_works_once_also_when_it_is_sent_twice_at_once()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(house.Owner);
        var portal = await browser.OpenAsync((await browser.OpenAsync($"{house.Url}/reports")).Location!);
        portal.Location.ShouldStartWith($"{house.Url}/.catalyst/callback?code=");
        browser.KeepsCookies = false;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.OpenAsync(portal.Location!)));

        answers.Count(answer => answer.Location!.Contains("/.catalyst/landing")).ShouldBe(1);
        answers.Count(answer => answer.Location!.StartsWith($"{AppHouse.Portal}/forward-auth/authorize", StringComparison.Ordinal)).ShouldBe(7);
    }

    [Fact]
    public async Task What_a_proxy_shows_no_page_for_the_portal_says_and_only_what_was_sealed_leads_back()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = house.NewBrowser();
        var sealedHere = (await browser.OpenAsync($"{house.Url}/reports?x=1")).Location!.Split("request=")[1];

        foreach (var end in DeadEnd.All)
        {
            var page = await browser.OpenAsync($"{AppHouse.Portal}/forward-auth/stopped?reason={end.Reason}&request={sealedHere}");
            ((int)page.Status, page.Location).ShouldBe((end.Status, null));
            page.Body.ShouldContain($"<h1>{end.English.Title}</h1>");
            page.Body.ShouldContain(end.English.Text);
            page.Body.ShouldContain($"href=\"{house.Url}/reports?x=1\"");
            page.Body.ShouldNotContain("http-equiv");
        }

        foreach (var query in (string[])[
            string.Empty, "?reason=", "?reason=<script>alert(1)</script>", "?reason=Cookies", "?reason=cookies&reason=https", "?reason=evil&request=http://evil.example/",
            $"?reason=evil&request={sealedHere[..^2]}AA", "?reason=evil&title=evil&text=evil&url=http://evil.example/"])
        {
            var page = await browser.OpenAsync($"{AppHouse.Portal}/forward-auth/stopped{query}");
            (page.Status, page.Location).ShouldBe((HttpStatusCode.NotFound, null), query);
            page.Body.ShouldContain("There is nothing here");
            page.Body.ShouldNotContain("<a href=\"http", Case.Insensitive);
            page.Body.ShouldNotContain("evil");
            page.Body.ShouldNotContain("alert");
        }
    }

    [Fact]
    public async Task They_are_in_the_readers_language()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = house.NewBrowser();
        using var insider = await house.SignInAsync(house.Owner);
        var german = ("Accept-Language", "de, en;q=0.5");

        (await browser.FollowAsync($"{AppHouse.Portal}/forward-auth/stopped?reason=cookies", german)).Body.ShouldContain(DeadEnd.CookiesNeeded.German.Title);
        (await browser.FollowAsync($"{AppHouse.Portal}/forward-auth/signed-out", german)).Body.ShouldContain("Du bist abgemeldet");
        (await insider.FollowAsync($"{AppHouse.Portal}/forward-auth/sign-out", german)).Body.ShouldContain("Abmelden?");
        var refused = await insider.FollowAsync($"{AppHouse.Portal}/forward-auth/authorize?request=x", german);
        (refused.Status, refused.Body.Contains("nicht von hier. ", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
    }

    [Fact]
    public async Task What_nobody_sealed_is_refused_at_the_portal()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(house.Owner);
        var good = (await browser.OpenAsync($"{house.Url}/reports")).Location!;

        foreach (var bad in (string[])[good[..^3] + "AAA", good.Split('=')[0] + "=", good.Split('?')[0], good + "A", $"{AppHouse.Portal}/forward-auth/authorize?request=http://evil.example/"])
        {
            var answer = await browser.OpenAsync(bad);
            (answer.Status, answer.Location).ShouldBe((HttpStatusCode.BadRequest, null), bad);
        }
    }

    [Fact]
    public async Task Sign_out_at_the_app_ends_the_session_everywhere()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(house.Owner);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);
        var stolen = browser.CookieOf("app.localhost", AppHouse.AppCookie)!;

        // Not when another site asks for it.
        var asked = await browser.FollowAsync($"{house.Url}/.catalyst/sign-out", ("Sec-Fetch-Site", "cross-site"));
        asked.Url.ShouldBe($"{AppHouse.Portal}/forward-auth/sign-out");
        asked.Body.ShouldContain("<form method=\"post\"");
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

        var page = await browser.FollowAsync($"{house.Url}/.catalyst/sign-out", ("Sec-Fetch-Site", "same-origin"));
        page.Url.ShouldBe($"{AppHouse.Portal}/forward-auth/signed-out");
        page.Body.ShouldContain("signed out");
        browser.CookieOf("app.localhost", AppHouse.AppCookie).ShouldBeNull();
        browser.CookieOf("localhost", "__Host-catalyst_session").ShouldBeNull();
        (await browser.FollowAsync($"{house.Url}/reports")).Url.ShouldStartWith($"{AppHouse.Portal}/sign-in");
        (await UseAsync(house, stolen)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sign_out_at_the_portal_ends_the_session_at_the_app()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(house.Owner);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

        (await browser.OpenAsync($"{AppHouse.Portal}/forward-auth/signed-out")).Body.ShouldContain("You are signed in");
        var done = await browser.SubmitAsync($"{AppHouse.Portal}/forward-auth/sign-out");

        (done.Status, done.Location).ShouldBe((HttpStatusCode.SeeOther, $"{AppHouse.Portal}/forward-auth/signed-out"));
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/data")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FollowAsync($"{house.Url}/reports")).Url.ShouldStartWith($"{AppHouse.Portal}/sign-in");
    }

    [Fact]
    public async Task Whoever_is_removed_from_the_organisation_or_can_do_less_is_so_at_the_app_at_once()
    {
        await using var house = await AppHouse.BuildAsync(server, """{"name":"Reports","hosts":["app.localhost"],"rules":[{"path":"/admin/**","require":{"role":"admin"}},{"path":"/**","require":{"permission":"org:read"}}]}""");
        var grace = await house.AddMemberAsync("admin");
        using var browser = await house.SignInAsync(grace);
        (await browser.FollowAsync($"{house.Url}/admin/x")).Status.ShouldBe(HttpStatusCode.OK);

        (await house.Owner.PatchAsync($"/v1/orgs/{house.Org}/members/{grace.UserId}", new { role = "member" })).ShouldBe(HttpStatusCode.OK);
        (await browser.FollowAsync($"{house.Url}/admin/x")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.OpenAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

        var cookie = browser.CookieOf("app.localhost", AppHouse.AppCookie)!;
        (await house.Owner.DeleteAsync($"/v1/orgs/{house.Org}/members/{grace.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await UseAsync(house, cookie)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var page = await browser.FollowAsync($"{house.Url}/reports");
        (page.Status, page.Body.Contains("not in the organisation", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Forbidden, true));

        // And back again, with a session that lived all along.
        (await UseAsync(house, cookie)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await house.Owner.PostAsync($"/v1/orgs/{house.Org}/members", new { userId = grace.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        (await UseAsync(house, cookie)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stopped_organisation_and_a_banned_user_are_kept_out()
    {
        await using var house = await AppHouse.BuildAsync(server);
        var admin = await server.SignInAdminAsync();
        var grace = await house.AddMemberAsync();
        using var browser = await house.SignInAsync(house.Owner);
        using var other = await house.SignInAsync(grace);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);
        (await other.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

        (await admin.PostAsync($"/v1/users/{grace.UserId}/ban", new { reason = "test" })).Status.ShouldBe(HttpStatusCode.OK);
        (await other.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await other.FollowAsync($"{house.Url}/reports")).Url.ShouldStartWith($"{AppHouse.Portal}/sign-in");

        (await admin.PostAsync($"/v1/orgs/{house.Org}/suspend", new { reason = "test" })).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.OpenAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.OpenAsync($"{house.Url}/.catalyst/sign-out")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_cookie_of_an_app_is_worth_nothing_at_the_API_and_the_portal()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(house.Owner);
        await browser.FollowAsync($"{house.Url}/reports");
        var handle = browser.CookieOf("app.localhost", AppHouse.AppCookie)!;
        using var thief = house.NewBrowser();
        foreach (var name in (string[])[AppHouse.AppCookie, "__Host-catalyst_session", "__Secure-catalyst_domain"])
        {
            thief.SetCookie("localhost", name, handle);
        }

        (await thief.FetchAsync(HttpMethod.Get, $"{AppHouse.Portal}/v1/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await new Caller(server.NewHttpClient(), handle).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await thief.FollowAsync($"{house.Url}/reports")).Url.ShouldStartWith($"{AppHouse.Portal}/sign-in");
    }

    [Fact]
    public async Task Ways_to_answer_come_back_as_they_were_written_and_others_are_refused()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);

        var changed = await ada.PatchAsync($"/v1/apps/{app}", new { unauthenticated = "refuse", apiPathPrefixes = new[] { "/api", "/hooks" }, preflight = "pass" });
        changed.ShouldBe(HttpStatusCode.OK);
        var read = await ada.GetAsync($"/v1/apps/{app}");
        (read.Text("unauthenticated"), read.Text("preflight")).ShouldBe(("refuse", "pass"));
        read.At("apiPathPrefixes")!.AsArray().Select(prefix => prefix!.GetValue<string>()).ShouldBe(["/api", "/hooks"]);

        foreach (var bad in (object[])[new { unauthenticated = "401" }, new { preflight = "answer" }, new { apiPathPrefixes = new[] { "api" } }, new { apiPathPrefixes = new[] { "/api/" } }, new { apiPathPrefixes = new[] { "/a/**" } }, new { apiPathPrefixes = Enumerable.Range(0, 51).Select(n => $"/{n}") }])
        {
            (await ada.PatchAsync($"/v1/apps/{app}", bad)).ShouldBe(HttpStatusCode.BadRequest, "app.invalid_answers");
        }
    }

    private static async Task<BrowserAnswer> UseAsync(AppHouse house, string handle)
    {
        using var thief = house.NewBrowser();
        thief.SetCookie("app.localhost", AppHouse.AppCookie, handle);
        return await thief.FetchAsync(HttpMethod.Get, $"{house.Url}/reports");
    }
}
