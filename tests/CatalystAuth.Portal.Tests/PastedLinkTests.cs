using System.Text.RegularExpressions;
using CatalystAuth.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>A server that nobody has set up yet.</summary>
public sealed class NewPortalServer : PortalServer
{
    /// <summary>The link that it printed.</summary>
    internal string SetupLink { get; private set; } = string.Empty;

    private protected override async Task<RunningServer> StartAsync()
    {
        var server = await CatalystServerProcess.StartAsync(new() { Host = "localhost" });
        SetupLink = Regex.Match(server.Output, @"http\S+/setup#token=\S+").Value;
        return new(server.Url, server.ForwardAuthUrl, server);
    }
}

/// <summary>Links whose token is behind the #, in a browser that runs no scripts: they are pasted.</summary>
public sealed class PastedLinkTests(PortalServer portal, NewPortalServer unset) : IClassFixture<NewPortalServer>
{
    private const string Paste = "Paste the whole link";
    private const string Missing = "There is no whole link in this field yet.";

    private static readonly BrowserNewContextOptions NoScripts = new() { JavaScriptEnabled = false };

    [Theory]
    [InlineData("/invitations", "Open")]
    [InlineData("/email-change", "Open")]
    [InlineData("/unlock", "Let me try again")]
    public async Task Nothing_that_was_pasted_is_told_as_what_it_is_and_a_wrong_link_as_wrong(string page, string button)
    {
        await using var visitor = await portal.VisitAsync(new(NoScripts));
        await visitor.Page.GotoAsync(page);
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = button })).ToHaveCountAsync(1);
        await visitor.Button(button).ClickAsync();
        await Expect(Problem(visitor)).ToHaveTextAsync(Missing);
        await Expect(visitor.Field(Paste)).ToHaveAttributeAsync("aria-invalid", "true");

        await visitor.AnswerAsync(Paste, $"{portal.Url}{page[1..]}#token=", button);
        await Expect(Problem(visitor)).ToHaveTextAsync(Missing);

        await visitor.AnswerAsync(Paste, $"{portal.Url}{page[1..]}#token=nobody-made-this", button);
        await Expect(Problem(visitor)).ToHaveCountAsync(0);
        await Expect(visitor.Field(Paste)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("/invitations")]
    [InlineData("/email-change")]
    [InlineData("/unlock")]
    public async Task With_scripts_there_is_nothing_to_paste_and_no_button_without_a_token(string page)
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync(page);

        await Expect(visitor.Heading("This link is not complete")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByLabel(Paste)).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("main button:visible")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_address_is_changed_by_a_link_that_is_pasted()
    {
        var (person, wanted) = (await portal.NewPersonAsync(), $"{Guid.CreateVersion7():N}@example.com");
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person, "/account");
        await CareTests.ProveAsync(visitor, person.Email, asks: true);
        await visitor.AnswerAsync("Another address", wanted, "Add");
        await CareTests.ProveAsync(visitor, wanted, asks: false);
        await visitor.Button($"Make {wanted} primary").ClickAsync();
        var link = Regex.Match(await visitor.ReadMailAsync(person.Email, "/email-change#"), @"https?://\S+/email-change#\S+").Value;

        await using var elsewhere = await portal.VisitAsync(new(NoScripts));
        await elsewhere.Page.GotoAsync(link);
        await elsewhere.AnswerAsync(Paste, link, "Open");
        await Expect(elsewhere.Heading("Change your e-mail address?")).ToBeVisibleAsync();
        elsewhere.Page.Url.ShouldNotContain("token");
        await elsewhere.Button("Yes, change it").ClickAsync();
        await Expect(elsewhere.Page.GetByText("Your address has changed.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_mistyped_the_password_too_often_pastes_what_is_behind_the_sign_alone()
    {
        var person = await portal.NewPersonAsync();
        await using (var proving = await portal.VisitAsync())
        {
            await proving.SignInAsync(person, "/account");
            await CareTests.ProveAsync(proving, person.Email, asks: true);
        }

        await using var visitor = await portal.VisitAsync(new(NoScripts));
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        var waits = visitor.Page.GetByText("There were too many wrong attempts.");
        for (var guess = 0; guess < 10 && await waits.CountAsync() == 0; guess++)
        {
            await visitor.AnswerAsync("Password", $"not the password, guess {guess}", "Sign in");
            await visitor.Page.WaitForLoadStateAsync();
        }

        var link = Regex.Match(await visitor.ReadMailAsync(person.Email, "/unlock#"), @"https?://\S+/unlock#\S+").Value;
        await visitor.Page.GotoAsync("/unlock");
        await visitor.AnswerAsync(Paste, link.Split("token=")[1], "Let me try again");
        await Expect(visitor.Page.GetByText("You can try again now, in this browser.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_first_admin_is_made_by_a_link_that_is_pasted()
    {
        await using (var looking = await unset.VisitAsync(new() { Locale = "de-DE", ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 360, Height = 800 } }))
        {
            await looking.Page.GotoAsync(unset.SetupLink);
            await Expect(looking.Field("Name")).ToBeVisibleAsync();
            await looking.ShouldBeWellMadeAsync();
        }

        await using var visitor = await unset.VisitAsync(new(NoScripts));
        await visitor.Page.GotoAsync("/setup");
        await visitor.Field("Name").FillAsync("Ada Lovelace");
        await visitor.Field("E-mail").FillAsync("ada@example.com");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Create admin");
        await Expect(Problem(visitor)).ToHaveTextAsync(Missing);
        await Expect(visitor.Field("Name")).ToHaveValueAsync("Ada Lovelace");

        await visitor.Field(Paste).FillAsync(unset.SetupLink);
        await visitor.AnswerAsync("Password", "short", "Create admin");
        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("aria-invalid", "true");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Create admin");
        await Expect(visitor.Page.GetByText("You are the admin, and signed in.")).ToBeVisibleAsync();
    }

    private static ILocator Problem(Visitor visitor) => visitor.Page.Locator("noscript [data-part=error]");
}
