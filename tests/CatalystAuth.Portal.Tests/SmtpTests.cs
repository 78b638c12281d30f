using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>What is mailed reaches people by SMTP, looks right where they read it, and leads them back.</summary>
[Collection(nameof(MailingPortalServer))]
public sealed class SmtpTests(MailingPortalServer portal)
{
    private const string Link = "/link?flow=";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_signs_in(bool scripts)
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await AskForMailAsync(visitor, person.Email);
        var mail = await portal.MailAsync(person.Email, Link);
        if (scripts)
        {
            await visitor.ShouldBeWellMadeAsync();
            await visitor.ShouldBeWellMadeAsync(mail);
        }

        var code = Mailbox.CodeOf(mail.Text);
        mail.Html.ShouldContain(code);
        await visitor.AnswerAsync("Code", code == "00000000" ? "11111111" : "00000000", "Continue");
        await Expect(visitor.Page.GetByText("The code is wrong or has expired.")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Code", code, "Continue");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_link_of_a_mail_signs_in_from_the_page_of_a_mail_provider_once()
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await AskForMailAsync(visitor, person.Email, "/sign-in?continue=%2Faccount%2Fsessions");
        var mail = await portal.MailAsync(person.Email, Link);
        await visitor.FollowAsync(mail);
        await Expect(visitor.Heading("One click, and you are in")).ToBeVisibleAsync();
        visitor.Page.Url.ShouldNotContain("token");
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/account/sessions$"));

        // Who is signed in is led in; who is not is told that it leads nowhere.
        await visitor.FollowAsync(mail);
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
        await SignInTests.SignOutAsync(visitor);
        await visitor.FollowAsync(mail);
        await Expect(visitor.Heading("This link works where you asked for it")).ToBeVisibleAsync();
        await Expect(visitor.Button("Sign in")).ToHaveCountAsync(0);
        await visitor.ShouldBeWellMadeAsync();
        (await visitor.SessionCookieAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Who_lost_the_password_sets_another_one(bool scripts, bool byLink)
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.Page.GotoAsync("/recovery");
        await visitor.AnswerAsync("E-mail", person.Email, "Send code");
        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
        var mail = await portal.MailAsync(person.Email, Link);
        if (scripts)
        {
            await visitor.ShouldBeWellMadeAsync(mail);
        }

        if (byLink)
        {
            await visitor.FollowAsync(mail);
            await visitor.Button("Go on").ClickAsync();
        }
        else
        {
            await visitor.AnswerAsync("Code", Mailbox.CodeOf(mail.Text), "Continue");
        }

        await visitor.AnswerAsync("Password", "a battery that staples horses", "Save and sign in");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        // Its owner is told of it.
        var told = await portal.MailAsync(person.Email, "password");
        if (scripts)
        {
            await visitor.ShouldBeWellMadeAsync(told);
        }

        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Page.GetByText("The address or the password is wrong.")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Password", "a battery that staples horses", "Sign in");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_invitation_makes_an_account_of_who_followed_it_and_asks_for_no_other_proof()
    {
        var email = $"guest-{Guid.CreateVersion7():N}@example.com";
        await using var guest = await portal.VisitAsync();
        await InviteAsync("mailed-new", email);
        var mail = await portal.MailAsync(email, "/invitations#");
        await guest.ShouldBeWellMadeAsync(mail);
        await guest.FollowAsync(mail);
        await Expect(guest.Heading("Join Acme Robotics")).ToBeVisibleAsync();
        guest.Page.Url.ShouldNotContain("token");
        await guest.ShouldBeWellMadeAsync();
        await guest.Page.Locator("a[data-part=submit]").ClickAsync();

        // A code by mail would be asked for, but the mail of the invitation has proven the address.
        await guest.Field("E-mail").FillAsync(email);
        await guest.Field("Name").FillAsync("Linus");
        await guest.AnswerAsync("Password", PortalServer.Password, "Create account");
        await Expect(guest.Page.GetByText("Welcome. You are in.")).ToBeVisibleAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex("/orgs/mailed-new$"));
        await Expect(guest.Page.Locator("#members")).ToContainTextAsync("Linus");

        await guest.FollowAsync(mail);
        await Expect(guest.Page.GetByText("This invitation was accepted already.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_invitation_is_accepted_by_who_has_an_account()
    {
        var linus = await portal.NewProvenPersonAsync("Linus");
        await using var guest = await portal.VisitAsync();
        await InviteAsync("mailed-known", linus.Email);
        await guest.FollowAsync(await portal.MailAsync(linus.Email, "/invitations#"));
        await guest.Page.Locator("a[data-part=choice]").ClickAsync();
        await guest.AnswerAsync("E-mail", linus.Email, "Continue");
        await guest.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await guest.Button("Join as Linus").ClickAsync();

        await Expect(guest.Page.GetByText("Welcome. You are in.")).ToBeVisibleAsync();
        await Expect(guest.Page.Locator("#members")).ToContainTextAsync("Linus");
    }

    [Fact]
    public async Task What_proves_an_address_and_what_tells_of_an_account_looks_right()
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.ShouldBeWellMadeAsync(await portal.MailAsync(person.Email, "    "));
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.AnswerAsync("E-mail", person.Email, "Create account");
        await visitor.ShouldBeWellMadeAsync(await portal.MailAsync(person.Email, "/recovery"));
    }

    private static async Task AskForMailAsync(Visitor visitor, string address, string page = "/sign-in")
    {
        await visitor.Page.GotoAsync(page);
        await visitor.AnswerAsync("E-mail", address, "Continue");
        await visitor.Button("Send me a code by mail").ClickAsync();
        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
    }

    // At the page of the organisation, as its owner does.
    private async Task InviteAsync(string slug, string email)
    {
        var ada = await portal.NewProvenPersonAsync("Ada");
        await portal.PostAsync("/v1/orgs", new { name = "Acme Robotics", slug }, ada.AccessToken);
        await using var owner = await portal.VisitAsync();
        await owner.SignInAsync(ada, $"/orgs/{slug}");
        await owner.AnswerAsync("E-mail", email, "Invite");
        await Expect(owner.Page.Locator("#invitations [data-part=secret]")).ToBeVisibleAsync();
    }
}
