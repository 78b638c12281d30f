using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Rules that ask for a second factor, through every proxy.</summary>
public sealed class StepUpTests(Stack stack)
{
    private const string Host = "vault.localhost";
    private const string AppCookie = "__Host-catalyst_app";

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task A_browser_is_sent_to_prove_a_second_factor_and_comes_back_and_a_script_is_told(string name)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Shafi");
        var vault = await tenant.ProtectAsync(Host, [new AppRule("/safe/**", new Requirement.Mfa(600)), new AppRule("/**", new Requirement.Role("owner"))]);
        await using var proxy = await stack.StartAsync(name, tenant, vault);
        var app = $"http://{Host}:{proxy.Url.Port.ToString(CultureInfo.InvariantCulture)}";
        using var browser = new Browser();
        await stack.SignInAsync(browser, tenant);
        (await browser.FollowAsync($"{app}/")).Status.ShouldBe(HttpStatusCode.OK);

        var told = await RawHttp.SendAsync(
            proxy.Url, "GET", "/safe/x", new Uri(app).Authority, ("Cookie", $"{AppCookie}={browser.CookieOf(Host, AppCookie)}"), ("Sec-Fetch-Mode", "cors"));
        told.Status.ShouldBe(401);
        told.Values("WWW-Authenticate").ShouldHaveSingleItem().ShouldContain("error=\"insufficient_user_authentication\"");
        told.Values("WWW-Authenticate")[0].ShouldEndWith("acr_values=\"aal2\", max_age=\"600\"");
        told.Values("Location").ShouldBeEmpty();

        var asked = await browser.FollowAsync($"{app}/safe/x?y=%2F");
        asked.Url.ShouldStartWith($"{stack.Portal}/account/confirm?continue=");
        (await browser.OpenAsync($"{app}/")).Status.ShouldBe(HttpStatusCode.OK);

        await ProveAsync(browser, tenant);
        var page = await browser.FollowAsync(stack.Portal + Uri.UnescapeDataString(asked.Url.Split("continue=")[1]));
        (page.Status, page.Url).ShouldBe((HttpStatusCode.OK, $"{app}/safe/x?y=%2F"));
        (await browser.FetchAsync(HttpMethod.Get, $"{app}/safe/x")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ProveAsync(Browser browser, Tenant tenant)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var setup = (await tenant.Client.Factors.StartTotpAsync(new("Phone"), cancellationToken)).Value;
        var phone = new AuthenticatorApp(setup.Secret);
        var now = TimeProvider.System.GetUtcNow();
        (await tenant.Client.Factors.ConfirmTotpAsync(setup.Id, new(phone.CodeAt(now)), cancellationToken)).IsSuccess.ShouldBeTrue();

        // Its code of now is used; the next one is good already.
        var proven = await browser.FetchAsync(HttpMethod.Post, $"{stack.Portal}/v1/auth/step-up", $$"""{"code":"{{phone.CodeAt(now.AddSeconds(30))}}"}""");
        proven.Status.ShouldBe(HttpStatusCode.OK, proven.Body);
    }
}
