using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.AppSessions;

public sealed class SqliteAppStepUpTests(SqliteServer server) : AppStepUpTests(server);

public sealed class PostgresAppStepUpTests(PostgresServer server) : AppStepUpTests(server);

/// <summary>From an app that asks for a second factor to the portal, and back with it.</summary>
public abstract class AppStepUpTests(TestServer server)
{
    internal const string App =
        """{"name":"Vault","hosts":["app.localhost"],"rules":[{"path":"/safe/**","require":{"mfa":{"maxAge":600}}},{"path":"/owner/**","require":{"all":[{"mfa":{}},{"group":"nobody"}]}},{"path":"/**","require":{"permission":"org:read"}}]}""";

    [Fact]
    public async Task A_browser_proves_a_second_factor_at_the_portal_and_is_in()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        using var browser = await house.SignInAsync(house.Owner);
        var (_, app, _) = await house.Owner.AddTotpAsync();
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

        // A script is told, and so is who lacks something else, too.
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/safe/x")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FollowAsync($"{house.Url}/owner/x")).Status.ShouldBe(HttpStatusCode.Forbidden);

        var asked = await browser.FollowAsync($"{house.Url}/safe/x?y=1");
        asked.Status.ShouldBe(HttpStatusCode.OK, asked.Body);
        asked.Url.ShouldStartWith($"{AppHouse.Portal}/account/confirm?continue=");
        asked.Body.ShouldContain("An app asks for a second factor");
        asked.Body.ShouldContain("one-time-code");
        asked.Body.ShouldNotContain("current-password");
        var (cookie, handle) = (browser.CookieOf("localhost", "__Host-catalyst_session"), browser.CookieOf("app.localhost", AppHouse.AppCookie));

        // Who goes on without it is asked again, and gets no code to the app.
        var onward = AppHouse.Portal + Uri.UnescapeDataString(asked.Url.Split("continue=")[1]);
        (await browser.OpenAsync(onward)).Location.ShouldBe(asked.Url);
        (await browser.FetchAsync(HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/step-up", $$"""{"password":"{{TestServer.Password}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.OpenAsync(onward)).Location.ShouldBe(asked.Url);

        // The code of now confirmed the app; the next one is good already.
        var proven = await browser.FetchAsync(
            HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/step-up", $$"""{"code":"{{app.CodeAt(FactorCalls.Now.AddSeconds(30))}}"}""");
        proven.Status.ShouldBe(HttpStatusCode.OK, proven.Body);
        var page = await browser.FollowAsync(onward);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Url.ShouldBe($"{house.Url}/safe/x?y=1");
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/safe/x")).Status.ShouldBe(HttpStatusCode.OK);

        // The portal's cookie is another by now. What was begun at the app before is good as it was, and ends with the session.
        browser.CookieOf("localhost", "__Host-catalyst_session").ShouldNotBe(cookie);
        using var before = house.NewBrowser();
        before.SetCookie("app.localhost", AppHouse.AppCookie, handle!);
        (await before.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.FetchAsync(HttpMethod.Post, $"{AppHouse.Portal}/v1/me/sessions/revoke-all")).Status.ShouldBe(HttpStatusCode.OK);
        (await before.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Where_a_way_to_sign_in_is_missing_its_proof_is_asked_for()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await house.Owner.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        using var browser = house.NewBrowser();
        var begun = JsonNode.Parse((await browser.FetchAsync(
            HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/flows", """{"type":"sign_in","browser":true}""")).Body)!;
        (await browser.FetchAsync(
            HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/flows/{begun["id"]!.GetValue<string>()}",
            $$$"""{"kind":"identify","answers":{"passkey":{{{phone.Assert(begun["step"]!["passkey"]!).ToJsonString()}}}}}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await house.Owner.PutAsync($"/v1/orgs/{house.Org}/sign-in-policy", new { methods = new[] { "password" } })).ShouldBe(HttpStatusCode.OK);

        var asked = await browser.FollowAsync($"{house.Url}/reports");

        asked.Url.ShouldStartWith($"{AppHouse.Portal}/account/confirm?continue=");
        asked.Url.ShouldEndWith("&proof=password");
        asked.Body.ShouldContain("current-password");
        asked.Body.ShouldNotContain("An app asks for a second factor");
        (await browser.FetchAsync(HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/step-up", $$"""{"password":"{{TestServer.Password}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.FollowAsync($"{house.Url}/reports")).Url.ShouldBe($"{house.Url}/reports");
    }

    [Fact]
    public async Task Who_has_proven_it_at_the_portal_already_sees_nothing_of_the_way()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        using var browser = await house.SignInAsync(house.Owner);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);
        var (_, app, _) = await house.Owner.AddTotpAsync();
        (await browser.FetchAsync(HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/step-up", $$"""{"code":"{{app.CodeAt(FactorCalls.Now.AddSeconds(30))}}"}"""))
            .Status.ShouldBe(HttpStatusCode.OK);

        var page = await browser.FollowAsync($"{house.Url}/safe/x");

        (page.Status, page.Url).ShouldBe((HttpStatusCode.OK, $"{house.Url}/safe/x"));
    }

    [Fact]
    public async Task Who_has_no_second_factor_is_led_to_where_one_is_set_up()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        using var browser = await house.SignInAsync(house.Owner);

        var page = await browser.FollowAsync($"{house.Url}/safe/x");

        page.Url.ShouldStartWith($"{AppHouse.Portal}/account/confirm?continue=");
        page.Body.ShouldContain("You have no second factor yet");
        page.Body.ShouldContain("href=\"/account/security?continue=");
        page.Body.ShouldNotContain("current-password");
        house.Reached.ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_no_member_hears_that_and_not_what_is_asked_for()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        using var browser = await house.SignInAsync(house.Owner);
        var request = (await browser.OpenAsync($"{house.Url}/reports")).Location!;
        await browser.FollowAsync(request);
        request = (await browser.OpenAsync($"{house.Url}/safe/x")).Location!;
        using var stranger = await house.SignInAsync(await server.SignUpAsync("Eve"));

        var page = await stranger.FollowAsync(request);

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Body.ShouldContain("not in the organisation");
        page.Body.ShouldNotContain("second factor");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/forward-auth/")]
    [InlineData("/sign-out")]
    [InlineData("/\\evil.example")]
    public async Task The_page_leads_on_to_apps_by_the_portal_and_to_pages_of_it_only(string onward)
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        using var browser = await house.SignInAsync(house.Owner);

        var page = await browser.OpenAsync($"{AppHouse.Portal}/account/confirm?continue={Uri.EscapeDataString(onward)}");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("action=\"/account/confirm\"");
        page.Body.ShouldNotContain("evil.example");
        page.Body.ShouldNotContain("An app asks");
    }
}

/// <summary>The same as time goes by.</summary>
public sealed class AppStepUpClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task A_second_factor_that_grew_old_is_asked_for_again()
    {
        await using var house = await AppHouse.BuildAsync(server, AppStepUpTests.App);
        using var browser = await house.SignInAsync(house.Owner);
        var (_, app, _) = await house.Owner.AddTotpAsync(server.Clock.GetUtcNow());
        await server.AdvanceAsync(TimeSpan.FromSeconds(30));
        await ProveAsync();
        (await browser.FollowAsync($"{house.Url}/safe/x")).Status.ShouldBe(HttpStatusCode.OK);

        await server.AdvanceAsync(TimeSpan.FromSeconds(601));
        browser.Forget("app.localhost", "__Host-catalyst_decision");
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/safe/x")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);
        var asked = await browser.FollowAsync($"{house.Url}/safe/x");
        asked.Url.ShouldStartWith($"{AppHouse.Portal}/account/confirm?continue=");
        asked.Body.ShouldContain("one-time-code");
        asked.Body.ShouldNotContain("current-password");

        // A password is no newer use of it: neither the way on nor the app itself takes it for one, and the page is where it ends.
        var onward = AppHouse.Portal + Uri.UnescapeDataString(asked.Url.Split("continue=")[1]);
        (await browser.FetchAsync(HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/step-up", $$"""{"password":"{{TestServer.Password}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.OpenAsync(onward)).Location.ShouldBe(asked.Url);
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/safe/x")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FollowAsync($"{house.Url}/safe/x")).Url.ShouldStartWith($"{AppHouse.Portal}/account/confirm?continue=");

        await ProveAsync();
        var page = await browser.FollowAsync(onward);
        (page.Status, page.Url).ShouldBe((HttpStatusCode.OK, $"{house.Url}/safe/x"));
        (await browser.OpenAsync($"{house.Url}/safe/x")).Status.ShouldBe(HttpStatusCode.OK);

        async Task ProveAsync() => (await browser.FetchAsync(
            HttpMethod.Post, $"{AppHouse.Portal}/v1/auth/step-up", $$"""{"code":"{{app.CodeAt(server.Clock.GetUtcNow())}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
