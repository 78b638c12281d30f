using CatalystAuth.Testing;
using CatalystAuth.Testing.Mail;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Signing up where addresses are proven first.</summary>
[Collection(nameof(MailingPortalServer))]
public sealed class SignUpTests(MailingPortalServer portal)
{
    private const string Email = "ada.lovelace@example.com";

    [Fact]
    public async Task An_account_is_made_behind_the_code_of_a_mail_and_of_a_second_with_its_address_only_its_owner_hears()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.AnswerAsync("E-mail", Email, "Create account");
        await Expect(visitor.Heading("Check your mail")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.AnswerAsync("Code", "00000000", "Continue");
        await Expect(visitor.Page.GetByText("The code is wrong or has expired.")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Code", Mailbox.CodeOf((await portal.Sink.ToAsync(Email))[^1].Text), "Continue");
        await visitor.Field("Name").FillAsync("Ada Lovelace");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Create account");
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();

        // By mail at once: the address is proven.
        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", Email, "Continue");
        await visitor.Button("Send me a code by mail").ClickAsync();
        await visitor.AnswerAsync("Code", Mailbox.CodeOf((await MailsAsync("/sign-in/link"))[^1].Text), "Continue");
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();

        await using var other = await portal.VisitAsync();
        await other.Page.GotoAsync("/sign-up");
        await other.AnswerAsync("E-mail", Email, "Create account");
        await Expect(other.Heading("Check your mail")).ToBeVisibleAsync();
        await other.AnswerAsync("Code", "00000000", "Continue");
        await Expect(other.Page.GetByText("The code is wrong or has expired.")).ToBeVisibleAsync();
        var told = (await MailsAsync("/recovery")).ShouldHaveSingleItem().Text;
        Mailbox.CodeOf(told).ShouldBeEmpty();
    }

    private Task<IReadOnlyList<ReceivedMail>> MailsAsync(string about) => Eventually.GetAsync<IReadOnlyList<ReceivedMail>>(
        async () => [.. (await portal.Sink.ToAsync(Email)).Where(mail => mail.Text.Contains(about, StringComparison.Ordinal))],
        mails => mails.Count > 0,
        TimeSpan.FromSeconds(30));
}
