using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Getting in and out.</summary>
public sealed class SignInTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_is_made_and_signed_in_with_and_without_scripts(bool scripts)
    {
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        var email = $"new-{scripts}@example.com";

        await visitor.Page.GotoAsync("/sign-up");
        await visitor.Field("E-mail").FillAsync(email);
        await visitor.Field("Name").FillAsync("Ada Lovelace");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Create account");
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();

        await SignOutAsync(visitor);
        await visitor.SignInAsync(new(email, "Ada Lovelace", string.Empty));
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_says_so_beside_the_field_and_the_right_one_goes_on()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in?continue=/account");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");

        await visitor.AnswerAsync("Password", "wrong password that it is not", "Sign in");

        await Expect(visitor.Page.GetByText("The address or the password is wrong.")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText(person.Email)).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Page.ReloadAsync();
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/account$"));
    }

    [Fact]
    public async Task Who_has_to_set_another_password_is_told_why_and_is_signed_in_with_it()
    {
        var person = await portal.NewPersonAsync();
        var admin = await portal.PostAsync(
            "/v1/auth/flows", new { type = "sign_in", answers = new { identifier = PortalServer.AdminEmail, password = PortalServer.Password } }, token: null);
        var user = await portal.PostAsync("/v1/auth/flows", new { type = "sign_in", answers = new { identifier = person.Email, password = PortalServer.Password } }, token: null);
        await portal.PostAsync(
            $"/v1/users/{user["user"]!["id"]}/password/require-change", new { reason = "Ticket 42" }, admin["tokens"]!["accessToken"]!.GetValue<string>());
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in?continue=/account");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");

        await Expect(visitor.Heading("Choose a new password")).ToBeVisibleAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in\\?"));
        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("autocomplete", "new-password");
        await visitor.ShouldBeWellMadeAsync();
        await visitor.AnswerAsync("Password", PortalServer.Password, "Save and sign in");
        await Expect(visitor.Page.GetByText("This is the password that you have already.")).ToBeVisibleAsync();
        await Expect(visitor.Heading("Choose a new password")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Password", "tulips orbit a quiet volcano", "Save and sign in");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/account$"));
    }

    [Fact]
    public async Task Fields_say_to_browsers_and_password_managers_what_they_are()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in");
        await Expect(visitor.Field("E-mail")).ToHaveAttributeAsync("autocomplete", "username webauthn");
        await visitor.AnswerAsync("E-mail", "whoever@example.com", "Continue");
        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("autocomplete", "current-password");

        await visitor.Page.GotoAsync("/sign-up");
        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("autocomplete", "new-password");
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_account_is_told_beside_its_field_which_has_the_cursor()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.Field("E-mail").FillAsync("somebody@example.com");
        await visitor.Field("Name").FillAsync("Somebody");
        await visitor.AnswerAsync("Password", "short", "Create account");

        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(visitor.Field("Password")).ToBeFocusedAsync();
        await Expect(visitor.Field("E-mail")).ToHaveValueAsync("somebody@example.com");
        await Expect(visitor.Field("Name")).ToHaveValueAsync("Somebody");
        await Expect(visitor.Field("Password")).ToHaveValueAsync(string.Empty);
        var described = await visitor.Field("Password").GetAttributeAsync("aria-describedby");
        described!.Split(' ').ShouldContain("catalyst-password-error");
    }

    [Fact]
    public async Task It_is_done_by_keyboard_alone()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        var keyboard = visitor.Page.Keyboard;
        await visitor.Page.GotoAsync("/sign-in");
        await keyboard.TypeAsync(person.Email);
        await keyboard.PressAsync("Enter");
        await Expect(visitor.Field("Password")).ToBeFocusedAsync();
        await keyboard.TypeAsync(PortalServer.Password);
        await keyboard.PressAsync("Enter");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await keyboard.PressAsync("Tab");
        await Expect(visitor.Page.GetByText("Skip to content")).ToBeFocusedAsync();
        await Expect(visitor.Page.GetByText("Skip to content")).ToBeInViewportAsync();
        var account = visitor.Page.Locator("details.me summary");
        for (var tab = 0; tab < 8 && !await account.EvaluateAsync<bool>("element => element === document.activeElement"); tab++)
        {
            await keyboard.PressAsync("Tab");
        }

        await keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(account).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Back_after_signing_in_and_out_shows_nothing_that_is_not_so()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person);
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("/account");
        await SignOutAsync(visitor);
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText(person.Email)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Two_tabs_sign_in_one_after_the_other()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in");
        var other = await visitor.Context.NewPageAsync();
        await other.GotoAsync("/sign-in");
        await other.GetByLabel("E-mail").FillAsync("somebody-else@example.com");
        await other.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(other.GetByText("somebody-else@example.com")).ToBeVisibleAsync();

        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        // The form was made for nobody, and somebody is signed in now.
        await other.GetByLabel("Password", new() { Exact = true }).FillAsync("whatever it was");
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "This page was out of date" })).ToBeVisibleAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = "Load the page again" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Hello, Grace Hopper" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/account/sessions", "/account/sessions")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\t/evil.example/", "/")]
    public async Task Signing_in_goes_on_to_pages_of_this_server_only(string onward, string expected)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync($"/sign-in?continue={Uri.EscapeDataString(onward)}");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");

        await Expect(visitor.Page).ToHaveURLAsync(new Uri(portal.Url, expected).ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_came_from_an_app_gets_back_to_it_though_it_is_another_host(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.Context.RouteAsync("**/forward-auth/authorize**", route => route.FulfillAsync(
            new() { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "http://app.localhost/landing" } }));
        await visitor.Context.RouteAsync("http://app.localhost/**", route => route.FulfillAsync(new() { Body = "<title>App</title>", ContentType = "text/html" }));
        await visitor.Page.GotoAsync("/sign-in?continue=" + Uri.EscapeDataString("/forward-auth/authorize?request=abc"));
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");

        await Expect(visitor.Page).ToHaveURLAsync("http://app.localhost/landing");
    }

    [Fact]
    public async Task It_speaks_german_to_who_asks_for_it()
    {
        await using var visitor = await portal.VisitAsync(new() { Locale = "de-AT" });
        await visitor.Page.GotoAsync("/sign-in");

        await Expect(visitor.Heading("Anmelden")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
    }

    internal static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.Page.Locator("details.me summary").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Expect(visitor.Page.GetByText("You are signed out.")).ToBeVisibleAsync();
    }
}
