using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteBrowserFlowTests(SqliteServer server) : BrowserFlowTests(server);

public sealed class PostgresBrowserFlowTests(PostgresServer server) : BrowserFlowTests(server);

/// <summary>Flows and sessions of browsers: bound by cookies, for pages of the server only.</summary>
public abstract class BrowserFlowTests(TestServer server)
{
    private const string SessionCookie = "__Host-catalyst_session";
    private const string BrowserCookie = "__Host-catalyst_browser";

    [Fact]
    public async Task A_browser_gets_a_cookie_and_no_token()
    {
        var ada = await server.SignUpAsync();
        using var browser = new Browser(server);
        var flow = await browser.StartAsync("sign_in");
        flow.At("secret").ShouldBeNull();

        var identified = await browser.AnswerAsync(flow, new { identifier = ada.Email });
        var done = await browser.AnswerAsync(identified, new { password = TestServer.Password });

        done.ShouldBe(HttpStatusCode.OK);
        done.At("tokens").ShouldBeNull();
        var cookie = browser.LastSetCookies.Single(set => set.StartsWith(SessionCookie + "=", StringComparison.Ordinal));
        foreach (var attribute in new[] { "secure", "httponly", "samesite=lax", "path=/", "expires=" })
        {
            cookie.ShouldContain(attribute, Case.Insensitive);
        }

        cookie.ShouldNotContain("domain=", Case.Insensitive);
        (await browser.GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
        (await browser.GetAsync("/v1/me/sessions")).Items().Count(session => session["isCurrent"]!.GetValue<bool>()).ShouldBe(1);
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData("none", null)]
    [InlineData(null, null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task What_no_page_of_the_server_sends_has_no_session_and_begins_none(string? site, string? origin)
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignedInAsync(ada);

        (await browser.SendAsync(HttpMethod.Post, "/v1/orgs", new { name = "Evil", slug = $"evil-{Guid.CreateVersion7():N}" }, site, origin))
            .ShouldBe(HttpStatusCode.Unauthorized, "auth.cross_site");
        (await browser.SendAsync(HttpMethod.Get, "/v1/me", null, site, origin)).ShouldBe(HttpStatusCode.Unauthorized, "auth.cross_site");
        (await browser.SendAsync(
            HttpMethod.Post, "/v1/auth/flows", new { type = "sign_in", browser = true, answers = new { identifier = ada.Email, password = TestServer.Password } }, site, origin))
            .ShouldBe(HttpStatusCode.Unauthorized, "auth.cross_site");
    }

    [Fact]
    public async Task A_browser_that_says_only_the_origin_is_believed_when_it_is_ours()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignedInAsync(ada);

        (await browser.SendAsync(HttpMethod.Get, "/v1/me", null, site: null, origin: "http://localhost:5080")).Text("id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task Another_browser_can_not_answer_or_read_the_flow()
    {
        var ada = await server.SignUpAsync();
        using var browser = new Browser(server);
        using var other = new Browser(server);
        var flow = await browser.StartAsync("sign_in", new { identifier = ada.Email });
        await other.StartAsync("sign_in");

        (await other.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await other.GetAsync($"/v1/auth/flows/{flow.Text("id")}")).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.Anonymous().PostAsync(
            $"/v1/auth/flows/{flow.Text("id")}", new { kind = "password", secret = browser.Cookies[BrowserCookie], answers = new { password = TestServer.Password } }))
            .ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await browser.GetAsync($"/v1/auth/flows/{flow.Text("id")}")).Text("step.kind").ShouldBe("password");
    }

    [Fact]
    public async Task Two_tabs_have_a_flow_each()
    {
        var ada = await server.SignUpAsync();
        var eve = await server.SignUpAsync("Eve");
        using var browser = new Browser(server);
        var one = await browser.StartAsync("sign_in", new { identifier = ada.Email });
        var two = await browser.StartAsync("sign_in", new { identifier = eve.Email });

        var first = await browser.AnswerAsync(one, new { password = TestServer.Password });
        var second = await browser.AnswerAsync(two, new { password = TestServer.Password });

        first.Text("user.id").ShouldBe(ada.UserId);
        second.Text("user.id").ShouldBe(eve.UserId);
        (await browser.GetAsync("/v1/me")).Text("id").ShouldBe(eve.UserId);
    }

    [Fact]
    public async Task A_sign_in_ends_the_session_that_the_browser_had()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignedInAsync(ada);
        var before = browser.Cookies[SessionCookie];

        await SignInAsync(browser, ada);

        browser.Cookies[SessionCookie].ShouldNotBe(before);
        using var old = new Browser(server);
        old.Plant(SessionCookie, before);
        (await old.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    [Fact]
    public async Task A_cookie_is_worth_nothing_when_the_session_has_ended_or_it_is_changed()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignedInAsync(ada);
        var cookie = browser.Cookies[SessionCookie];

        foreach (var forged in new[] { cookie[..^1] + (cookie[^1] == 'A' ? 'B' : 'A'), cookie + "A", cookie.Split('.')[0], "ses_x." + cookie.Split('.')[1], string.Empty })
        {
            using var other = new Browser(server);
            other.Plant(SessionCookie, forged);
            (await other.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await browser.SendAsync(HttpMethod.Post, "/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);
        using var replayed = new Browser(server);
        replayed.Plant(SessionCookie, cookie);
        (await replayed.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    [Fact]
    public async Task A_bearer_token_decides_alone_when_it_is_sent()
    {
        var ada = await server.SignUpAsync();
        var eve = await server.SignUpAsync("Eve");
        using var browser = await SignedInAsync(ada);
        using var http = server.NewHttpClient();
        http.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie}={browser.Cookies[SessionCookie]}");
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        (await new Caller(http, eve.AccessToken).GetAsync("/v1/me")).Text("id").ShouldBe(eve.UserId);
        (await new Caller(http, "nonsense").GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
    }

    [Fact]
    public async Task A_banned_user_has_no_session_any_more()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignedInAsync(ada);
        var admin = await server.SignInAdminAsync();

        (await admin.PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "test" })).ShouldBe(HttpStatusCode.OK);

        (await browser.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    private async Task<Browser> SignedInAsync(Caller user)
    {
        var browser = new Browser(server);
        await SignInAsync(browser, user);
        return browser;
    }

    private static async Task SignInAsync(Browser browser, Caller user) => (await browser.StartAsync(
        "sign_in", new { identifier = user.Email, password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
}
