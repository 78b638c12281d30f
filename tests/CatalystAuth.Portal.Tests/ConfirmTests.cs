using CatalystAuth.Testing.Factors;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Who comes from an app that asks for a second factor.</summary>
public sealed class ConfirmTests(PortalServer portal)
{
    private const string Page = "/account/confirm?continue=%2Fforward-auth%2Fauthorize%3Frequest%3Dabc&proof=second_factor";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_leads_back_to_the_app_and_a_wrong_one_does_not(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(person);
        var setup = await portal.PostAsync("/v1/me/mfa/totp", new { name = "Phone" }, person.AccessToken);
        var app = new AuthenticatorApp(setup["secret"]!.GetValue<string>());
        await portal.PostAsync($"/v1/me/mfa/totp/{setup["id"]!.GetValue<string>()}/confirm", new { code = app.CodeAt(TimeProvider.System.GetUtcNow()) }, person.AccessToken);
        await visitor.Context.RouteAsync("**/forward-auth/authorize**", route => route.FulfillAsync(
            new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "http://app.localhost/safe" } }));
        await visitor.Context.RouteAsync("http://app.localhost/**", route => route.FulfillAsync(new() { Body = "<title>App</title>", ContentType = "text/html" }));

        await visitor.Page.GotoAsync(Page);
        await Expect(visitor.Page.GetByText("An app asks for a second factor")).ToBeVisibleAsync();
        await Expect(visitor.Field("Password")).ToHaveCountAsync(0);
        if (scripts)
        {
            await visitor.ShouldBeWellMadeAsync();
        }

        await visitor.AnswerAsync("Code of your app", "000000", "Use this code");
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(portal.Url, Page).ToString());
        await Expect(visitor.Field("Code of your app")).ToHaveAttributeAsync("aria-invalid", "true");
        await visitor.AnswerAsync("Code of your app", app.CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30)), "Use this code");
        await Expect(visitor.Page).ToHaveURLAsync("http://app.localhost/safe");
    }

    [Fact]
    public async Task Who_has_no_second_factor_is_led_to_where_one_is_set_up()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(await portal.NewPersonAsync());

        await visitor.Page.GotoAsync(Page);
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Set up a second factor", Exact = true }).ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Uri(portal.Url, "/account/security?continue=%2Fforward-auth%2Fauthorize%3Frequest%3Dabc").ToString());
    }

    [Theory]
    [InlineData("/account/keys", "/account/keys")]
    [InlineData("/account/delete", "/account/security")]
    [InlineData("/forward-auth/authorize?request=abc", "/")]
    public async Task Who_does_not_want_to_goes_back(string asked, string back)
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(await portal.NewPersonAsync());
        await visitor.Page.GotoAsync($"/account/confirm?continue={Uri.EscapeDataString(asked)}");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Uri(portal.Url, back).ToString());
    }
}
