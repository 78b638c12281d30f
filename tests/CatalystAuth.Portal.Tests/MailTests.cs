using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Addresses are proven by mail, and sign in by mail.</summary>
public sealed class MailTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proven_address_signs_in_by_a_code_that_is_good_once(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        var proof = await ProveAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);

        await AskForMailAsync(visitor, person.Email);
        var code = await Mailbox.CodeAsync(visitor, person.Email, butNot: proof);
        await visitor.AnswerAsync("Code", code == "00000000" ? "11111111" : "00000000", "Continue");
        await Expect(visitor.Page.GetByText("The code is wrong or has expired.")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Code", code, "Continue");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        // In another flow it is one of many numbers.
        await SignInTests.SignOutAsync(visitor);
        await AskForMailAsync(visitor, person.Email);
        await visitor.AnswerAsync("Code", code, "Continue");
        await Expect(visitor.Page.GetByText("The code is wrong or has expired.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_leads_to_a_page_whose_button_signs_in_once_and_scanners_change_nothing()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await ProveAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);
        await AskForMailAsync(visitor, person.Email);
        var link = await Mailbox.LinkAsync(visitor, person.Email);

        using var scanner = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
        for (var look = 0; look < 3; look++)
        {
            using var looked = await scanner.GetAsync(new Uri(link), TestContext.Current.CancellationToken);
            looked.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await visitor.Page.GotoAsync(link);
        visitor.Page.Url.ShouldNotContain("token");
        await Expect(visitor.Heading("One click, and you are in")).ToBeVisibleAsync();
        await visitor.Page.ReloadAsync();
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync(link);
        await Expect(visitor.Heading("This link works where you asked for it")).ToBeVisibleAsync();
        await Expect(visitor.Button("Sign in")).ToHaveCountAsync(0);
        await visitor.Page.GotoAsync("/account");
        await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_leads_on_to_where_its_browser_was_going()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await ProveAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);
        await AskForMailAsync(visitor, person.Email, "/sign-in?continue=%2Faccount%2Fsessions");
        await visitor.Page.GotoAsync(await Mailbox.LinkAsync(visitor, person.Email));
        await visitor.Button("Sign in").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/account/sessions");

        // It was of that flow alone.
        await SignInTests.SignOutAsync(visitor);
        await AskForMailAsync(visitor, person.Email, "/sign-in?continue=%2Faccount%2Fsessions");
        await AskForMailAsync(visitor, person.Email);
        await visitor.Page.GotoAsync(await Mailbox.LinkAsync(visitor, person.Email));
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_address_is_added_proven_signs_in_and_is_removed()
    {
        var person = await portal.NewPersonAsync();
        var other = $"other-{person.Email}";
        await using var visitor = await portal.VisitAsync();
        await ProveAsync(visitor, person);
        await visitor.AnswerAsync("Another address", "not an address", "Add");
        await Expect(visitor.Page.GetByText("This is no e-mail address.")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Another address", other, "Add");
        await Expect(visitor.Page.Locator("#emails").GetByText("A code is on its way. Type it beside the address.")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Code from the mail", "00000000", "Verify");
        await Expect(visitor.Page.GetByText("The code is wrong or has expired.")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.AnswerAsync("Code from the mail", await Mailbox.CodeAsync(visitor, other), "Verify");
        await Expect(visitor.Page.GetByText("The address is yours.")).ToBeVisibleAsync();

        await SignInTests.SignOutAsync(visitor);
        await visitor.SignInAsync(person with { Email = other }, "/account");
        await visitor.Button($"Remove {other}").ClickAsync();
        await Expect(visitor.Page.GetByText("The address is gone.")).ToBeVisibleAsync();
        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", other, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Page.GetByText("The address or the password is wrong.")).ToBeVisibleAsync();
    }

    // Gives the code of it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_chose_to_sign_in_by_mail_is_asked_for_no_password(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        var proof = await ProveAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync("/sign-in?continue=%2Faccount%2Fsessions");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in by mail, without a password" }).ClickAsync();
        await Expect(visitor.Heading("Sign in by mail")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[aria-invalid=true], [role=alert]:visible")).ToHaveCountAsync(0);
        if (scripts)
        {
            await visitor.ShouldBeWellMadeEverywhereAsync();
        }

        await visitor.Button("Send mail").ClickAsync();
        await Expect(visitor.Page.GetByText("Enter your e-mail address.")).ToBeVisibleAsync();
        await Expect(visitor.Heading("Sign in by mail")).ToBeVisibleAsync();
        await visitor.AnswerAsync("E-mail", person.Email, "Send mail");
        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
        await Expect(visitor.Field("Password")).ToHaveCountAsync(0);
        if (scripts)
        {
            await visitor.ShouldBeWellMadeEverywhereAsync();
        }

        await visitor.AnswerAsync("Code", await Mailbox.CodeAsync(visitor, person.Email, butNot: proof), "Continue");
        await visitor.Page.WaitForURLAsync("**/account/sessions");
    }

    [Fact]
    public async Task A_link_whose_code_was_typed_meanwhile_leads_to_where_the_flow_stands()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        var proof = await ProveAsync(visitor, person);
        await visitor.Page.GotoAsync("/account/security");
        await FactorTests.AddAppAsync(visitor);
        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync("/sign-in/email");
        await visitor.AnswerAsync("E-mail", person.Email, "Send mail");
        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
        var link = await Mailbox.LinkAsync(visitor, person.Email);
        var code = await Mailbox.CodeAsync(visitor, person.Email, butNot: proof);
        var asked = visitor.Page;
        visitor.Show(await visitor.Context.NewPageAsync());
        await visitor.Page.GotoAsync(link);
        await Expect(visitor.Button("Sign in")).ToBeVisibleAsync();
        var opened = visitor.Page;

        visitor.Show(asked);
        await visitor.AnswerAsync("Code", code, "Continue");
        await Expect(visitor.Heading("Enter the code of your app")).ToBeVisibleAsync();
        visitor.Show(opened);
        await visitor.Button("Sign in").ClickAsync();

        await Expect(visitor.Heading("Enter the code of your app")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("This took too long")).ToHaveCountAsync(0);
    }

    private static async Task<string> ProveAsync(Visitor visitor, Person person)
    {
        await visitor.SignInAsync(person, "/account");
        await visitor.Button("Send a code").ClickAsync();
        await Expect(visitor.Page.GetByText("A code is on its way. Type it beside the address.")).ToBeVisibleAsync();
        var code = await Mailbox.CodeAsync(visitor, person.Email);
        await visitor.AnswerAsync("Code from the mail", code, "Verify");
        await Expect(visitor.Page.GetByText("The address is yours.")).ToBeVisibleAsync();
        return code;
    }

    private static async Task AskForMailAsync(Visitor visitor, string address, string page = "/sign-in")
    {
        await visitor.Page.GotoAsync(page);
        await visitor.AnswerAsync("E-mail", address, "Continue");
        await visitor.Button("Send me a code by mail").ClickAsync();
        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
    }
}
