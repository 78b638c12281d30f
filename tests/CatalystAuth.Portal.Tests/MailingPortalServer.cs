using System.Globalization;
using System.Text.Json.Nodes;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Mail;
using Microsoft.Playwright;

namespace CatalystAuth.Portal.Tests;

/// <summary>A server with an SMTP server, where an address has to be proven before there is an account.</summary>
public class MailingPortalServer : PortalServer
{
    internal SmtpSink Sink { get; } = SmtpSink.Start();

    protected override Dictionary<string, string?> Settings => new()
    {
        ["Catalyst__Mail__From"] = "accounts@example.com",
        ["Catalyst__Mail__Smtp__Host"] = "127.0.0.1",
        ["Catalyst__Mail__Smtp__Port"] = Sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Catalyst__Mail__Smtp__Security"] = "none",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A new account, made over the API, whose address is proven.</summary>
    internal async Task<Person> NewProvenPersonAsync(string name = "Grace Hopper")
    {
        var email = $"proven-{Guid.CreateVersion7():N}@example.com";
        var flow = await PostAsync("/v1/auth/flows", new { type = "sign_up", answers = new { email } }, token: null);
        await AnswerAsync("email_sent", new { code = Mailbox.CodeOf((await MailAsync(email, "    ")).Text) });
        var done = await AnswerAsync("prompt", new { password = Password, name });
        return new(email, name, done["tokens"]!["accessToken"]!.GetValue<string>());

        Task<JsonNode> AnswerAsync(string kind, object answers) =>
            PostAsync($"/v1/auth/flows/{flow["id"]}", new { kind, secret = flow["secret"]!.GetValue<string>(), answers }, token: null);
    }

    /// <summary>The last of the mails to an address that hold something, once so many have come by SMTP.</summary>
    internal async Task<ReceivedMail> MailAsync(string address, string holds, int count = 1) => (await Eventually.GetAsync<IReadOnlyList<ReceivedMail>>(
        async () => [.. (await Sink.ToAsync(address)).Where(mail => mail.Text.Contains(holds, StringComparison.Ordinal))],
        mails => mails.Count >= count,
        TimeSpan.FromMinutes(1)))[^1];
}

/// <summary>Mails as a browser shows them.</summary>
internal static class ReadMails
{
    // Another site, as the pages of mail providers are.
    private const string Webmail = "http://webmail.test/";

    // Of WCAG: a mail has no landmarks, as it is a part of the page of who shows it.
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

    /// <summary>Says what keeps people with disabilities out, and whether the mail is wider than a telephone.</summary>
    public static async Task ShouldBeWellMadeAsync(this Visitor visitor, ReceivedMail mail)
    {
        var page = await visitor.OpenMailAsync(mail);
        foreach (var (colours, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 360) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            await page.SetViewportSizeAsync(width, 800);
            await Visitor.ShouldBeWellMadeAsync(page, Rules);
        }

        await page.CloseAsync();
    }

    /// <summary>Opens a mail in a tab of its own.</summary>
    public static async Task<IPage> OpenMailAsync(this Visitor visitor, ReceivedMail mail)
    {
        await visitor.Context.UnrouteAllAsync();
        await visitor.Context.RouteAsync($"{Webmail}**", route => route.FulfillAsync(new() { Body = mail.Html, ContentType = "text/html; charset=utf-8" }));
        var page = await visitor.Context.NewPageAsync();
        await page.GotoAsync(Webmail);
        return page;
    }

    /// <summary>Follows the button of a mail, and goes to where it leads in the visitor's own tab.</summary>
    public static async Task FollowAsync(this Visitor visitor, ReceivedMail mail)
    {
        var page = await visitor.OpenMailAsync(mail);
        var opened = await visitor.Context.RunAndWaitForPageAsync(() => page.Locator(".button a").ClickAsync());
        await opened.WaitForLoadStateAsync();
        await page.CloseAsync();
        visitor.Show(opened);
    }
}

/// <summary>Shares one such server among the classes that need it.</summary>
[CollectionDefinition(nameof(MailingPortalServer))]
public sealed class MailingPortalServers : ICollectionFixture<MailingPortalServer>;
