using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>One's own account.</summary>
public sealed class AccountTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_profile_is_changed_and_what_is_wrong_stays_with_its_field(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(person, "/account");

        await visitor.Field("First name").FillAsync("Grace");
        await visitor.AnswerAsync("Phone", "not a number", "Save");
        await Expect(visitor.Field("Phone")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(visitor.Field("First name")).ToHaveValueAsync("Grace");

        await visitor.AnswerAsync("Phone", "+442071838750", "Save");
        await Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.GetByText("Saved.")).ToHaveCountAsync(0);
        await Expect(visitor.Field("First name")).ToHaveValueAsync("Grace");
        await Expect(visitor.Field("Phone")).ToHaveValueAsync("+442071838750");
    }

    [Fact]
    public async Task A_change_that_another_tab_did_not_know_of_is_not_undone_unseen()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account");
        var other = await visitor.Context.NewPageAsync();
        await other.GotoAsync("/account");
        await visitor.AnswerAsync("Display name", "Rear Admiral Hopper", "Save");
        await Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();

        await other.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(other.GetByText("Somebody changed this meanwhile. Look at it again.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_chosen_language_wins_over_the_browsers()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account");
        await visitor.Field("Language").SelectOptionAsync("de");
        await visitor.Button("Save").ClickAsync();

        await Expect(visitor.Page.GetByText("Gespeichert.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Devices_are_listed_this_one_first_and_each_other_is_signed_out()
    {
        var person = await portal.NewPersonAsync();
        await using var here = await portal.VisitAsync();
        await using var there = await portal.VisitAsync();
        await here.SignInAsync(person, "/account/sessions");
        await there.SignInAsync(person, "/account");
        await here.Page.ReloadAsync();

        // The third is the account's first session, which a script began.
        var sessions = here.Page.Locator("[data-part=session]");
        await Expect(sessions).ToHaveCountAsync(3);
        await Expect(sessions.First).ToContainTextAsync("This device");
        await Expect(sessions.Nth(1)).ToContainTextAsync("Chrome");
        await sessions.Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(here.Page.GetByText("That device is signed out.")).ToBeVisibleAsync();
        await Expect(sessions).ToHaveCountAsync(2);
        await there.Page.ReloadAsync();
        await Expect(there.Heading("Sign in")).ToBeVisibleAsync();

        await here.Button("Sign out all others").ClickAsync();
        await Expect(sessions).ToHaveCountAsync(1);
        await Expect(here.Button("Sign out all others")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_account_is_deleted_with_its_password_only()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account/security");
        await visitor.Page.GetByText("I want to delete my account").ClickAsync();
        await visitor.AnswerAsync("Password, as proof", "not the password of it", "Delete for good");
        await Expect(visitor.Field("Password, as proof")).ToHaveAttributeAsync("aria-invalid", "true");

        await visitor.AnswerAsync("Password, as proof", PortalServer.Password, "Delete for good");
        await Expect(visitor.Page.GetByText("Your account is gone.")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/account");
        await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();
    }
}
