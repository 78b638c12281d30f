using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Links of mails about an account, and factors that get other names.</summary>
public sealed class CareTests(PortalServer portal)
{
    [Fact]
    public async Task Another_address_takes_the_first_ones_place_when_that_agrees()
    {
        var (person, wanted) = (await portal.NewPersonAsync(), $"{Guid.CreateVersion7():N}@example.com");
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account");
        await ProveAsync(visitor, person.Email, asks: true);
        await visitor.AnswerAsync("Another address", wanted, "Add");
        await ProveAsync(visitor, wanted, asks: false);

        await visitor.Button($"Make {wanted} primary").ClickAsync();
        await Expect(visitor.Page.GetByText("Waits for consent")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        var link = Regex.Match(await visitor.ReadMailAsync(person.Email, "/email-change#"), @"https?://\S+/email-change#\S+").Value;

        // Where the mail is read nobody need be signed in.
        await using (var elsewhere = await portal.VisitAsync())
        {
            await elsewhere.Page.GotoAsync(link);
            await Expect(elsewhere.Heading("Change your e-mail address?")).ToBeVisibleAsync();
            elsewhere.Page.Url.ShouldNotContain("token");
            await Expect(elsewhere.Page.GetByText(wanted)).ToBeVisibleAsync();
            await elsewhere.ShouldBeWellMadeEverywhereAsync();
            await elsewhere.Button("Yes, change it").ClickAsync();
            await Expect(elsewhere.Page.GetByText("Your address has changed.")).ToBeVisibleAsync();
            await elsewhere.Page.GotoAsync(link);
            await Expect(elsewhere.Heading("This link no longer works")).ToBeVisibleAsync();
        }

        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.Locator("#emails li").Filter(new() { HasText = wanted }).GetByText("Primary", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_did_not_ask_for_it_stops_it()
    {
        var (person, wanted) = (await portal.NewPersonAsync(), $"{Guid.CreateVersion7():N}@example.com");
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account");
        await ProveAsync(visitor, person.Email, asks: true);
        await visitor.AnswerAsync("Another address", wanted, "Add");
        await ProveAsync(visitor, wanted, asks: false);
        await visitor.Button($"Make {wanted} primary").ClickAsync();
        var link = Regex.Match(await visitor.ReadMailAsync(person.Email, "/email-change#"), @"https?://\S+/email-change#\S+").Value;

        await using (var elsewhere = await portal.VisitAsync())
        {
            await elsewhere.Page.GotoAsync(link);
            await elsewhere.Button("No, this was not me").ClickAsync();
            await Expect(elsewhere.Page.GetByText("The change is stopped, and all other devices are signed out. Set a new password now.")).ToBeVisibleAsync();
        }

        await visitor.Page.GotoAsync("/account");
        await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_mistyped_the_password_too_often_tries_again_by_the_link_of_a_mail()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account");
        await ProveAsync(visitor, person.Email, asks: true);
        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        for (var i = 0; i < 5; i++)
        {
            await visitor.AnswerAsync("Password", $"not the password {i}", "Sign in");
            await Expect(visitor.Page.Locator("[aria-invalid=true], [role=alert]").First).ToBeVisibleAsync();
        }

        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Page.GetByText("There were too many wrong attempts.")).ToBeVisibleAsync();
        var link = Regex.Match(await visitor.ReadMailAsync(person.Email, "/unlock#"), @"https?://\S+/unlock#\S+").Value;
        await visitor.Page.GotoAsync(link);
        await Expect(visitor.Heading("Try again")).ToBeVisibleAsync();
        visitor.Page.Url.ShouldNotContain("token");
        await visitor.ShouldBeWellMadeEverywhereAsync();
        await visitor.Button("Let me try again").ClickAsync();

        await Expect(visitor.Page.GetByText("You can try again now, in this browser.")).ToBeVisibleAsync();
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_factor_gets_another_name(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(person, "/account/security");
        await FactorTests.AddAppAsync(visitor);

        await visitor.Page.GetByText("Rename", new() { Exact = true }).ClickAsync();
        await visitor.AnswerAsync("Name", " ", "Save");
        await Expect(visitor.Field("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await visitor.AnswerAsync("Name", "Old telephone", "Save");

        await Expect(visitor.Page.GetByText("It has its new name.")).ToBeVisibleAsync();
        await Expect(visitor.Button("Remove Old telephone")).ToBeVisibleAsync();
        if (scripts)
        {
            await visitor.ShouldBeWellMadeAsync();
        }

        await visitor.Button("Remove Old telephone").ClickAsync();
        await Expect(visitor.Page.GetByText("Removed.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_proves_anew_who_they_are_is_led_back_and_nowhere_else()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account");
        await visitor.Page.GotoAsync("/account/confirm?continue=%2Faccount%2Fkeys");
        await visitor.AnswerAsync("Password", "not the password of it", "Continue");
        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("aria-invalid", "true");
        var before = await visitor.SessionCookieAsync();
        await visitor.AnswerAsync("Password", PortalServer.Password, "Continue");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/account/keys$"));
        await Expect(visitor.Page.GetByText("Thank you. Now go on.")).ToBeVisibleAsync();
        (await visitor.SessionCookieAsync()).ShouldNotBe(before);

        await visitor.Page.GotoAsync("/account/confirm?continue=%2F%2Fevil.example%2F");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Continue");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/account/security$"));
    }

    internal static async Task ProveAsync(Visitor visitor, string address, bool asks)
    {
        var row = visitor.Page.Locator("#emails li").Filter(new() { HasText = address });
        if (asks)
        {
            await row.GetByRole(AriaRole.Button, new() { Name = "Send a code" }).ClickAsync();
        }

        await Expect(visitor.Page.GetByText("A code is on its way.")).ToBeVisibleAsync();
        var code = Regex.Match(await visitor.ReadMailAsync(address, "    "), @"^\s+(\d{8})\s*$", RegexOptions.Multiline).Groups[1].Value;
        await row.GetByLabel("Code from the mail").FillAsync(code);
        await row.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await Expect(visitor.Page.GetByText("The address is yours.")).ToBeVisibleAsync();
    }
}
