using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Sessions;

public sealed class SqliteBrowserCookieTests(SqliteServer server) : BrowserCookieTests(server);

public sealed class PostgresBrowserCookieTests(PostgresServer server) : BrowserCookieTests(server);

/// <summary>The cookie of a browser's session is another when what the session may has changed.</summary>
public abstract class BrowserCookieTests(TestServer server)
{
    private const string SessionCookie = "__Host-catalyst_session";

    private const string Better = "tulips orbit a quiet volcano";

    [Fact]
    public async Task A_step_up_gives_the_browser_another_cookie_of_the_same_session()
    {
        var ada = await server.SignUpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await ada.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        using var browser = await SignInAsync(ada, phone);
        var (first, session) = (browser.Cookies[SessionCookie], await CurrentAsync(browser));

        (await StepUpAsync(browser)).ShouldBe(HttpStatusCode.OK);

        var cookie = browser.LastSetCookies.ShouldHaveSingleItem();
        foreach (var attribute in new[] { "secure", "httponly", "samesite=lax", "path=/", "expires=" })
        {
            cookie.ShouldContain(attribute, Case.Insensitive);
        }

        var second = browser.Cookies[SessionCookie];
        second.ShouldNotBe(first);
        second.Split('.')[0].ShouldBe(first.Split('.')[0]);
        (await CurrentAsync(browser)).ShouldBe(session);
        await ShouldBeNobodyAsync(first);

        // By a passkey as well.
        var begun = await browser.SendAsync(HttpMethod.Post, "/v1/auth/step-up/passkey");
        browser.LastSetCookies.ShouldBeEmpty();
        var raised = await browser.SendAsync(
            HttpMethod.Post, "/v1/auth/step-up", new { passkey = new { state = begun.Text("state"), response = phone.Assert(begun.At("options")!) } });
        raised.ShouldBe(HttpStatusCode.OK);
        raised.Text("accessToken").ShouldBeEmpty();
        (await CurrentAsync(browser)).ShouldBe(session);
        await ShouldBeNobodyAsync(first);
        await ShouldBeNobodyAsync(second);
        server.Log.ToString()!.ShouldNotContain(second.Split('.')[1]);
    }

    [Fact]
    public async Task Another_password_gives_the_browser_another_cookie_too()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignInAsync(ada);
        var (before, session) = (browser.Cookies[SessionCookie], await CurrentAsync(browser));

        (await browser.SendAsync(HttpMethod.Put, "/v1/me/password", new { password = Better, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);

        browser.Cookies[SessionCookie].ShouldNotBe(before);
        (await CurrentAsync(browser)).ShouldBe(session);
        await ShouldBeNobodyAsync(before);
    }

    [Fact]
    public async Task What_is_refused_leaves_the_cookie_as_it_is()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignInAsync(ada);
        var before = browser.Cookies[SessionCookie];

        foreach (var (method, path, body, code) in new (HttpMethod, string, object, string)[]
        {
            (HttpMethod.Post, "/v1/auth/step-up", new { password = "not the password at all" }, "user.wrong_password"),
            (HttpMethod.Post, "/v1/auth/step-up", new { code = "123456" }, "factor.wrong_code"),
            (HttpMethod.Post, "/v1/auth/step-up", new { }, "flow.invalid_answer"),
            (HttpMethod.Post, "/v1/auth/step-up", new { password = TestServer.Password, org = "org_01h455vb4pex5vsknk084sn02q" }, "token.invalid_target"),
            (HttpMethod.Put, "/v1/me/password", new { password = Better, currentPassword = "not the password at all" }, "user.wrong_password"),
            (HttpMethod.Put, "/v1/me/password", new { password = "short", currentPassword = TestServer.Password }, "auth.password_length"),
        })
        {
            (await browser.SendAsync(method, path, body)).Code.ShouldBe(code);
            browser.LastSetCookies.ShouldBeEmpty();
        }

        browser.Cookies[SessionCookie].ShouldBe(before);
        (await browser.GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task Of_several_step_ups_at_once_one_counts_and_one_cookie_is_good()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignInAsync(ada);
        var before = browser.Cookies[SessionCookie];
        var windows = Enumerable.Range(0, 4).Select(_ => new Browser(server)).ToList();
        windows.ForEach(window => window.Plant(SessionCookie, before));

        var answers = await Task.WhenAll(windows.Select(StepUpAsync));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.OK))
        {
            refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        }

        var given = windows.Where(window => window.LastSetCookies.Count > 0).ShouldHaveSingleItem();
        (await given.GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
        await ShouldBeNobodyAsync(before);
        (await server.ActionsAsync(before.Split('.')[0])).Count(action => action == "session.stepped_up").ShouldBe(1);
        windows.ForEach(window => window.Dispose());
    }

    [Fact]
    public async Task A_script_gets_no_cookie_and_its_tokens_go_on()
    {
        var ada = await server.SignUpAsync();

        var raised = await ada.PostAsync("/v1/auth/step-up", new { password = TestServer.Password });

        raised.ShouldBe(HttpStatusCode.OK);
        raised.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync("/v1/me/password", new { password = Better, currentPassword = TestServer.Password })).Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_it_as_any()
    {
        var ada = await server.SignUpAsync();
        using var browser = await SignInAsync(ada);
        (await StepUpAsync(browser)).ShouldBe(HttpStatusCode.OK);

        (await ada.PostAsync("/v1/me/sessions/revoke-all")).At("revoked")!.GetValue<int>().ShouldBe(2);

        await ShouldBeNobodyAsync(browser.Cookies[SessionCookie]);
    }

    private static Task<Answer> StepUpAsync(Browser browser) => browser.SendAsync(HttpMethod.Post, "/v1/auth/step-up", new { password = TestServer.Password });

    private async Task<Browser> SignInAsync(Caller user, SoftwareAuthenticator? authenticator = null)
    {
        var browser = new Browser(server);
        var flow = await browser.StartAsync("sign_in", new { identifier = user.Email, password = TestServer.Password });
        if (authenticator is not null)
        {
            flow = await browser.AnswerAsync(flow, new { passkey = authenticator.Assert(flow.At("step.passkey")!) });
        }

        flow.Text("step.kind").ShouldBe("done");
        return browser;
    }

    private static async Task<string> CurrentAsync(Browser browser) =>
        (await browser.GetAsync("/v1/me/sessions")).Items().Single(session => session["isCurrent"]!.GetValue<bool>())["id"]!.GetValue<string>();

    private async Task ShouldBeNobodyAsync(string cookie)
    {
        using var thief = new Browser(server);
        thief.Plant(SessionCookie, cookie);
        (await thief.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await StepUpAsync(thief)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }
}

/// <summary>The same, with another node on the same database.</summary>
public sealed class BrowserCookieNodesTests
{
    private const string SessionCookie = "__Host-catalyst_session";

    [Fact]
    public async Task The_one_before_is_nobody_at_another_node_either()
    {
        await using var one = new FirstNode(redis: null);
        await one.InitializeAsync();
        await using var other = new SecondNode(one);
        await other.InitializeAsync();
        var ada = await one.SignUpAsync();
        using var browser = new Browser(one);
        (await browser.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password })).Text("step.kind").ShouldBe("done");
        using var known = new Browser(other);
        known.Plant(SessionCookie, browser.Cookies[SessionCookie]);
        (await known.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        (await browser.SendAsync(HttpMethod.Post, "/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);

        (await known.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        known.Plant(SessionCookie, browser.Cookies[SessionCookie]);
        (await known.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }
}
