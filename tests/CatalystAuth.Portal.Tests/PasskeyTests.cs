using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Passkeys of a virtual authenticator (WebAuthn §11), as the first factor and as the second.</summary>
public sealed partial class PasskeyTests(PortalServer portal)
{
    [Fact]
    public async Task One_is_made_and_signs_in_by_itself_where_the_address_would_be_typed()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(visitor);
        await MakeAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);

        // Nothing is clicked: the page asks the browser, which offers it in the field.
        await visitor.Page.GotoAsync("/sign-in");

        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_is_asked_for_behind_the_password_and_the_password_alone_is_nobody()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(visitor);
        await MakeAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);

        await authenticator.SetPresentAsync(false);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading("Use your passkey")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        var other = await visitor.Context.NewPageAsync();
        await other.GotoAsync("/account");
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await other.CloseAsync();

        await authenticator.SetPresentAsync(true);
        await visitor.Field("Don't ask on this device for 30 days").CheckAsync();
        await visitor.Button("Use a passkey").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        // The browser is remembered by a passkey as by a code.
        await SignInTests.SignOutAsync(visitor);
        await authenticator.SetPresentAsync(false);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/account/security");
        await Expect(visitor.Page.Locator("section[aria-labelledby=passkeys-title]")).ToContainTextAsync("Chrome (Linux)");
    }

    [Fact]
    public async Task A_click_ends_the_offer_that_waits_in_the_field()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(visitor);
        await MakeAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);
        await authenticator.SetPresentAsync(false);
        await visitor.Page.GotoAsync("/sign-in");

        await visitor.Button("Use a passkey").ClickAsync();
        await Expect(visitor.Page.Locator("[data-passkey] [role=alert]")).ToBeHiddenAsync();
        await authenticator.SetPresentAsync(true);
        await visitor.Button("Use a passkey").ClickAsync();

        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_that_was_removed_is_refused_and_not_offered_again_by_itself()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(visitor);
        await MakeAsync(visitor, person);
        await visitor.Page.GotoAsync("/account/security");
        await visitor.Page.Locator("section[aria-labelledby=passkeys-title]").GetByRole(AriaRole.Button, new() { NameRegex = Remove() }).ClickAsync();
        await Expect(visitor.Page.GetByText("Removed.")).ToBeVisibleAsync();
        await SignInTests.SignOutAsync(visitor);

        // The authenticator still has it.
        await visitor.Page.GotoAsync("/sign-in");
        await Expect(visitor.Page.GetByText("The passkey was not accepted.")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");

        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    internal static async Task MakeAsync(Visitor visitor, Person person)
    {
        await visitor.SignInAsync(person, "/account/security");
        await visitor.Button("Create a passkey").ClickAsync();
        await Expect(visitor.Heading("Sign in without a password next time")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Button("Create a passkey").ClickAsync();
        await Expect(visitor.Page.Locator("[data-part=codes]")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
    }

    [GeneratedRegex("^Remove ")]
    private static partial Regex Remove();
}
