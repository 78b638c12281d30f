using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Who comes back to a mail, or to a page, when what it was good for is over.</summary>
public sealed class LateTests(TurnedPortalServer portal) : IClassFixture<TurnedPortalServer>
{
    private const string Link = "/link?flow=";
    private const string Wrong = "The code is wrong or has expired.";

    private static readonly TimeSpan LifeOfMail = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LifeOfFlow = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_that_is_older_than_its_code_says_so_and_another_mail_helps(bool recovers)
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await AskForMailAsync(visitor, person.Email, recovers);
        var mail = await portal.MailAsync(person.Email, Link);

        await portal.AdvanceAsync(visitor, LifeOfMail);
        await visitor.FollowAsync(mail);
        await visitor.Button(recovers ? "Go on" : "Sign in").ClickAsync();
        await Expect(visitor.Page.GetByText(Wrong)).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        (await visitor.SessionCookieAsync()).ShouldBeNull();
        await visitor.AnswerAsync("Code", Mailbox.CodeOf(mail.Text), "Continue");
        await Expect(visitor.Page.GetByText(Wrong)).ToBeVisibleAsync();

        await visitor.Button("Send it again").ClickAsync();
        await visitor.FollowAsync(await portal.MailAsync(person.Email, Link, count: 2));
        await visitor.Button(recovers ? "Go on" : "Sign in").ClickAsync();
        await Expect(visitor.Heading(recovers ? "Choose a new password" : "Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_of_a_flow_that_is_over_leads_to_a_new_one()
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await AskForMailAsync(visitor, person.Email);
        var mail = await portal.MailAsync(person.Email, Link);
        await portal.AdvanceAsync(visitor, LifeOfFlow);

        await visitor.FollowAsync(mail);

        await Expect(visitor.Heading("This link works where you asked for it")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("It may also have been used, or have expired.")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Page.Locator("main a[data-part=submit]").ClickAsync();
        await Expect(visitor.Field("E-mail")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_was_left_open_too_long_begins_anew_and_says_so()
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in?continue=%2Faccount");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await Expect(visitor.Field("Password")).ToBeVisibleAsync();
        await portal.AdvanceAsync(visitor, LifeOfFlow);

        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Page.GetByText("This took too long, or it was finished elsewhere. Start again.")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Page.Locator("#emails")).ToContainTextAsync(person.Email);
    }

    [Fact]
    public async Task A_link_that_was_used_leads_nowhere_from_another_tab_either()
    {
        var person = await portal.NewProvenPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await AskForMailAsync(visitor, person.Email);
        var mail = await portal.MailAsync(person.Email, Link);
        await visitor.FollowAsync(mail);
        await Expect(visitor.Button("Sign in")).ToBeVisibleAsync();
        var opened = visitor.Page;
        await visitor.FollowAsync(mail);
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
        await SignInTests.SignOutAsync(visitor);

        // Its form was made before somebody signed in and out; the page behind it knows no link any more.
        visitor.Show(opened);
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Heading("This link works where you asked for it")).ToBeVisibleAsync();
        await Expect(visitor.Button("Sign in")).ToHaveCountAsync(0);
        (await visitor.SessionCookieAsync()).ShouldBeNull();
    }

    private static async Task AskForMailAsync(Visitor visitor, string address, bool recovers = false)
    {
        await visitor.Page.GotoAsync(recovers ? "/recovery" : "/sign-in");
        await visitor.AnswerAsync("E-mail", address, recovers ? "Send code" : "Continue");
        if (!recovers)
        {
            await visitor.Button("Send me a code by mail").ClickAsync();
        }

        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
    }
}
