using CatalystAuth.Testing.Factors;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>How one proves who one is, set up and used.</summary>
public sealed class FactorTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_authenticator_app_is_set_up_and_asked_for_and_a_recovery_code_stands_in(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(person, "/account/security");
        await visitor.Button("Set up an app").ClickAsync();
        await visitor.Page.GetByText("Can't scan it? Type this instead").ClickAsync();
        var app = new AuthenticatorApp((await visitor.Page.Locator("[data-part=secret]").InnerTextAsync()).Replace(" ", string.Empty, StringComparison.Ordinal));

        if (scripts)
        {
            await visitor.ShouldBeWellMadeEverywhereAsync();
        }

        await visitor.AnswerAsync("Code", "000000", "Turn on");
        await Expect(visitor.Field("Code")).ToHaveAttributeAsync("aria-invalid", "true");
        await visitor.AnswerAsync("Code", app.CodeAt(TimeProvider.System.GetUtcNow()), "Turn on");
        var codes = visitor.Page.Locator("[data-part=codes] code");
        await Expect(codes.First).ToBeVisibleAsync();
        var recoveryCode = await codes.First.InnerTextAsync();
        await visitor.Page.ReloadAsync();
        await Expect(codes).ToHaveCountAsync(0);

        await SignInTests.SignOutAsync(visitor);
        await ProveFirstAsync(visitor, person);
        await Expect(visitor.Heading("Enter the code of your app")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/account");
        await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();

        // The code before was used; the one after is good already.
        await ProveFirstAsync(visitor, person);
        await visitor.AnswerAsync("Code", app.CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30)), "Continue");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await SignInTests.SignOutAsync(visitor);
        await ProveFirstAsync(visitor, person);
        await visitor.Button("Use a recovery code").ClickAsync();
        await visitor.AnswerAsync("Code", recoveryCode, "Continue");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await SignInTests.SignOutAsync(visitor);
        await ProveFirstAsync(visitor, person);
        await visitor.Button("Use a recovery code").ClickAsync();
        await visitor.AnswerAsync("Code", recoveryCode, "Continue");
        await Expect(visitor.Field("Code")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_signs_out_other_devices()
    {
        var person = await portal.NewPersonAsync();
        await using var here = await portal.VisitAsync();
        await using var there = await portal.VisitAsync();
        await there.SignInAsync(person, "/account");
        await here.SignInAsync(person, "/account/security");
        await here.Page.GetByText("Change password").ClickAsync();
        await here.Field("Current password").FillAsync("not the password of it");
        await here.AnswerAsync("New password", "a battery that staples horses", "Save");
        await Expect(here.Page.Locator("#password").GetByText("The password is wrong.")).ToBeVisibleAsync();

        var before = await here.SessionCookieAsync();
        await here.Field("Current password").FillAsync(PortalServer.Password);
        await here.AnswerAsync("New password", "a battery that staples horses", "Save");
        await Expect(here.Page.GetByText("Your password has changed")).ToBeVisibleAsync();
        (await here.SessionCookieAsync()).ShouldNotBe(before);
        await there.Page.ReloadAsync();
        await Expect(there.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_has_lost_the_password_gets_back_in_by_the_link_of_a_mail()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Forgot it?" }).ClickAsync();
        await visitor.AnswerAsync("E-mail", person.Email, "Send code");
        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();

        var link = await Mailbox.LinkAsync(visitor, person.Email);
        await using (var elsewhere = await portal.VisitAsync())
        {
            await elsewhere.Page.GotoAsync(link);
            await Expect(elsewhere.Heading("This link works where you asked for it")).ToBeVisibleAsync();
        }

        await visitor.Page.GotoAsync(link);
        visitor.Page.Url.ShouldNotContain("token");
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Button("Go on").ClickAsync();
        await visitor.AnswerAsync("Password", "a battery that staples horses", "Save and sign in");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await visitor.Page.GotoAsync(link);
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    /// <summary>Sets up an authenticator app at the page of one's factors.</summary>
    internal static async Task AddAppAsync(Visitor visitor)
    {
        await visitor.Button("Set up an app").ClickAsync();
        await visitor.Page.GetByText("Can't scan it? Type this instead").ClickAsync();
        var secret = (await visitor.Page.Locator("[data-part=secret]").InnerTextAsync()).Replace(" ", string.Empty, StringComparison.Ordinal);
        await visitor.AnswerAsync("Code", new AuthenticatorApp(secret).CodeAt(TimeProvider.System.GetUtcNow()), "Turn on");
        await Expect(visitor.Page.Locator("[data-part=codes] code").First).ToBeVisibleAsync();
    }

    private static async Task ProveFirstAsync(Visitor visitor, Person person)
    {
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
    }
}
