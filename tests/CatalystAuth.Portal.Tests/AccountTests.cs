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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_for_who_runs_the_installation_is_shown_to_them_alone(bool admin)
    {
        var person = admin ? new Person(PortalServer.AdminEmail, "Admin", string.Empty) : await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person);

        await Expect(visitor.Heading("You run this installation")).ToHaveCountAsync(admin ? 1 : 0);
        await Expect(visitor.Page.Locator("main h2")).Not.ToHaveCountAsync(0);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_is_deleted_by_who_types_its_address(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(person, "/account/security");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Delete my account" }).ClickAsync();
        var field = $"Type {person.Email} to confirm";
        await visitor.AnswerAsync(field, "somebody@example.com", "Delete for good");
        await Expect(visitor.Field(field)).ToHaveAttributeAsync("aria-invalid", "true");

        await visitor.AnswerAsync(field, person.Email.ToUpperInvariant(), "Delete for good");
        await Expect(visitor.Page.GetByText("Your account is gone.")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/account");
        await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_owns_an_organisation_alone_is_shown_it_and_not_deleted()
    {
        var person = await portal.NewPersonAsync();
        await portal.PostAsync("/v1/orgs", new { name = "Nobody else's" }, person.AccessToken);
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account/delete");

        await Expect(visitor.Heading("These organisations are yours alone")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Nobody else's" })).ToBeVisibleAsync();
        await Expect(visitor.Button("Delete for good")).ToHaveCountAsync(0);
        await visitor.ShouldBeWellMadeAsync();
    }

    [Fact]
    public async Task What_is_known_of_somebody_is_downloaded_more_than_once()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account/security");
        for (var i = 0; i < 2; i++)
        {
            var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Button("Download my data").ClickAsync());
            download.SuggestedFilename.ShouldEndWith(".json");
            await using var content = await download.CreateReadStreamAsync();
            using var json = await System.Text.Json.JsonDocument.ParseAsync(content, cancellationToken: TestContext.Current.CancellationToken);
            json.RootElement.GetProperty("account").GetProperty("email").GetString().ShouldBe(person.Email);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Links_of_the_profile_are_added_changed_and_removed(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(person, "/account");
        await visitor.Field("Name of link 1").FillAsync("Notes");
        await visitor.AnswerAsync("Address of link 1", "not an address", "Save");
        await Expect(visitor.Page.Locator("[data-part=links] [data-part=error]")).ToBeVisibleAsync();
        await Expect(visitor.Field("Name of link 1")).ToHaveValueAsync("Notes");
        if (scripts)
        {
            await visitor.ShouldBeWellMadeAsync();
        }

        await visitor.AnswerAsync("Address of link 1", "https://example.com/notes", "Save");
        await Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(visitor.Field("Address of link 1")).ToHaveValueAsync("https://example.com/notes");
        await Expect(visitor.Field("Name of link 2")).ToHaveValueAsync(string.Empty);

        await visitor.Field("Name of link 1").FillAsync(string.Empty);
        await visitor.AnswerAsync("Address of link 1", string.Empty, "Save");
        await Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(visitor.Field("Name of link 1")).ToHaveValueAsync(string.Empty);
        await Expect(visitor.Field("Name of link 2")).ToHaveCountAsync(0);
    }
}
