using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>What pages say: in the language of their reader, where mails are, and what to do.</summary>
public sealed class WordsTests(PortalServer portal)
{
    [Fact]
    public async Task A_german_reads_german_errors_and_gets_german_mails()
    {
        await using var visitor = await portal.VisitAsync(new() { Locale = "de-AT" });
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.Page.Locator("main form").First.EvaluateAsync("form => form.noValidate = true");
        await visitor.Button("Konto anlegen").ClickAsync();
        await Expect(visitor.Page.GetByText("Gib eine E-Mail-Adresse ein, zum Beispiel name@example.com.")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("Gib deinen Namen ein.")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("Gib ein Passwort ein.")).ToBeVisibleAsync();

        const string Email = "wilhelmine@example.com";
        await visitor.Field("E-Mail").FillAsync(Email);
        await visitor.Field("Name").FillAsync(" Wilhelmine ");
        await visitor.AnswerAsync("Passwort", PortalServer.Password, "Konto anlegen");
        await Expect(visitor.Heading("Hallo, Wilhelmine")).ToBeVisibleAsync();

        // An account that nobody has proven, and mails that go nowhere else.
        await Expect(visitor.Heading("Bestätige deine Adresse")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Postfach dieses Rechners" })).ToHaveAttributeAsync("href", "/mailbox");
        await visitor.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Bestätigen", Exact = true }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/account#emails$"));
        await Expect(visitor.Field("Sprache")).ToHaveValueAsync("de");
        await visitor.Button("Code schicken").ClickAsync();
        (await Mailbox.FindAsync(visitor, Email, text => text)).ShouldContain("Bestätig");

        await visitor.Page.GotoAsync("/account");
        await visitor.Field("Telefon").FillAsync("030 123");
        await visitor.Button("Speichern").ClickAsync();
        await Expect(visitor.Page.GetByText("Gib die Nummer mit der Vorwahl des Landes und ohne Leerzeichen ein")).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("/orgs");
        await visitor.AnswerAsync("Name", "Müller & Söhne", "Organisation anlegen");
        await visitor.Page.WaitForURLAsync("**/orgs/mueller-soehne");
        await visitor.Field("Website").FillAsync("mueller");
        await visitor.AnswerAsync("Logo (URL)", "logo", "Speichern");
        await Expect(visitor.Page.GetByText("Gib eine ganze Adresse ein, die mit https:// beginnt.")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_recovery_by_link_says_what_comes_and_where_its_mail_is()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/recovery");
        await Expect(visitor.Heading("Reset your password")).ToBeVisibleAsync();
        await visitor.AnswerAsync("E-mail", person.Email, "Send code");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Mailbox of this machine" })).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();

        await visitor.Page.GotoAsync(await Mailbox.LinkAsync(visitor, person.Email));
        visitor.Page.Url.ShouldEndWith("/recovery/link");
        await Expect(visitor.Heading("Choose a new password")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("One click, and you are in")).ToHaveCountAsync(0);
        await visitor.Button("Go on").ClickAsync();
        await visitor.AnswerAsync("Password", "quite another horse in the stable", "Save and sign in");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_waits_hears_it_once_and_for_how_long()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        var waits = visitor.Page.GetByText("There were too many wrong attempts. Try again in");
        for (var guess = 0; guess < 30 && await waits.CountAsync() == 0; guess++)
        {
            await visitor.AnswerAsync("Password", $"not the password, guess {guess}", "Sign in");
            await visitor.Page.WaitForLoadStateAsync();
        }

        await Expect(waits).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_mailbox_is_named_after_an_invitation_and_the_scopes_of_keys_stand_by_resource()
    {
        await using var owner = await portal.VisitAsync();
        await owner.SignInAsync(await portal.NewPersonAsync(), "/orgs");
        await owner.Field("Name").FillAsync("Wording");
        await owner.AnswerAsync("URL name", "wording", "Create an organisation");
        await owner.Page.WaitForURLAsync("**/orgs/wording");
        var guest = await portal.NewPersonAsync("Charles");
        await owner.AnswerAsync("E-mail", guest.Email, "Invite");
        await Expect(owner.Page.GetByRole(AriaRole.Link, new() { Name = "Mailbox of this machine" })).ToBeVisibleAsync();

        await owner.Page.GotoAsync("/orgs/wording/sign-in");
        await Expect(owner.Page.GetByText("Only owners and admins change this.")).ToHaveCountAsync(0);
        await owner.Page.GotoAsync("/orgs/wording/keys");
        await owner.AnswerAsync("What is it for?", "Reports", "Create key");
        var scopes = owner.Page.Locator("[data-part=scopes]");
        await Expect(scopes.Locator("> *").Nth(1)).ToHaveTextAsync("Choose at least one.");
        await Expect(scopes.GetByRole(AriaRole.Group, new() { Name = "members", Exact = true }).GetByLabel("members:read", new() { Exact = true })).ToBeVisibleAsync();
        await owner.ShouldBeWellMadeAsync();
    }
}
