using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>People join an organisation that is open by the link that its owner passes on.</summary>
public sealed class JoinTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_owner_opens_it_and_passes_the_link_on(bool scripts)
    {
        var slug = $"opened-{scripts}".ToLowerInvariant();
        await using var owner = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await owner.SignInAsync(await portal.NewPersonAsync("Ada"), "/orgs");
        await owner.Field("Name").FillAsync("Opened");
        await owner.AnswerAsync("URL name", slug, "Create an organisation");
        await owner.Page.GotoAsync($"/orgs/{slug}/sign-in");
        await Expect(owner.Heading("Link to join")).ToHaveCountAsync(0);

        await owner.Field("Who may join").SelectOptionAsync("open");
        await owner.Button("Save").ClickAsync();

        await Expect(owner.Heading("Link to join")).ToBeVisibleAsync();
        var link = await owner.Page.Locator("[data-part=secret]").InnerTextAsync();
        link.ShouldEndWith($"/join/{slug}");
        await LookAsync(owner);
        if (scripts)
        {
            await Expect(owner.Button("Copy")).ToBeVisibleAsync();
        }

        // Who is in it already is led in.
        await owner.Page.GotoAsync(link);
        await Expect(owner.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));

        await using var guest = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await guest.SignInAsync(await portal.NewPersonAsync("Linus"));
        await guest.Page.GotoAsync(link);
        await Expect(guest.Heading("Join Opened")).ToBeVisibleAsync();
        await Expect(guest.Page.GetByText("Its members will see your name and your e-mail address.")).ToBeVisibleAsync();
        await LookAsync(guest);
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Not now" }).ClickAsync();
        await Expect(guest.Heading("Hello, Linus")).ToBeVisibleAsync();
        await guest.Page.GotoAsync(link);
        await guest.Button("Join as Linus").ClickAsync();

        await Expect(guest.Page.GetByText("Welcome. You are in.")).ToBeVisibleAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));
        await owner.Page.GotoAsync($"/orgs/{slug}");
        await Expect(owner.Page.Locator("#members")).ToContainTextAsync("Linus");

        // Without scripts nobody can look.
        Task LookAsync(Visitor visitor) => scripts ? visitor.ShouldBeWellMadeAsync() : Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_signs_in_on_the_way_is_asked_in_between(bool scripts)
    {
        var slug = await OpenAsync($"between-{scripts}");
        var person = await portal.NewPersonAsync("Linus");
        await using var guest = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await AskAsync();
        if (scripts)
        {
            await guest.ShouldBeWellMadeAsync();
        }

        await guest.Button("Not now").ClickAsync();
        await Expect(guest.Heading("Hello, Linus")).ToBeVisibleAsync();
        await Expect(guest.Page.GetByText("No organisation yet")).ToBeVisibleAsync();

        await SignInTests.SignOutAsync(guest);
        await AskAsync();
        await guest.Button("Join").ClickAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));
        await Expect(guest.Page.Locator("#members")).ToContainTextAsync("Linus");

        async Task AskAsync()
        {
            await guest.Page.GotoAsync($"/join/{slug}");
            await Expect(guest.Heading("Join Acme Robotics")).ToBeVisibleAsync();
            await guest.Page.GetByRole(AriaRole.Link, new() { Name = "I have an account" }).ClickAsync();
            await guest.AnswerAsync("E-mail", person.Email, "Continue");
            await guest.AnswerAsync("Password", PortalServer.Password, "Sign in");
            await Expect(guest.Heading("Join this organisation?")).ToBeVisibleAsync();
            await Expect(guest.Page.Locator("[data-part=joining]")).ToContainTextAsync("Acme Robotics");
        }
    }

    [Fact]
    public async Task Who_makes_an_account_on_the_way_is_asked_behind_it()
    {
        var slug = await OpenAsync("newcomers");
        await using var guest = await portal.VisitAsync();
        await guest.Page.GotoAsync($"/join/{slug}");
        await guest.ShouldBeWellMadeAsync();
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await guest.Field("E-mail").FillAsync("newcomer@example.com");
        await guest.Field("Name").FillAsync("Newcomer");
        await guest.AnswerAsync("Password", PortalServer.Password, "Create account");

        await Expect(guest.Heading("Join Acme Robotics")).ToBeVisibleAsync();
        await guest.Button("Join as Newcomer").ClickAsync();
        await Expect(guest.Page.GetByText("Welcome. You are in.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_not_open_is_not_found_like_what_is_not_there()
    {
        await OpenAsync("shut", "invite_only");
        await using var stranger = await portal.VisitAsync();
        var ofNone = await PageOfAsync(stranger, "nobody-has-this");
        (await PageOfAsync(stranger, "shut")).ShouldBe(ofNone);
        (await PageOfAsync(stranger, "Not%20A%20Slug")).ShouldBe(ofNone);
        await stranger.ShouldBeWellMadeAsync();

        await stranger.SignInAsync(await portal.NewPersonAsync());
        (await PageOfAsync(stranger, "shut")).ShouldBe(ofNone);
    }

    [Fact]
    public async Task Who_has_to_prove_more_is_told_how()
    {
        var slug = await OpenAsync("strict", methods: ["passkey"]);
        await using var guest = await portal.VisitAsync();
        await guest.SignInAsync(await portal.NewPersonAsync("Linus"));
        await guest.Page.GotoAsync($"/join/{slug}");
        await guest.Button("Join as Linus").ClickAsync();

        await Expect(guest.Page.GetByText("This organisation asks for more than you have shown")).ToBeVisibleAsync();
        await guest.ShouldBeWellMadeAsync();
        await Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Prove it now" })).ToHaveCountAsync(0);
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Set up a second factor" }).ClickAsync();
        await Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Go back" })).ToHaveAttributeAsync("href", $"/join/{slug}");
        await guest.Page.GotoAsync($"/account/confirm?continue=%2Fjoin%2F{slug}&proof=passkey");
        await Expect(guest.Heading("Confirm that it is you")).ToBeVisibleAsync();
        await Expect(guest.Field("Password")).ToHaveCountAsync(0);
        await Expect(guest.Page.GetByText("You have nothing yet of what is asked for.")).ToBeVisibleAsync();
        await guest.ShouldBeWellMadeAsync();
    }

    [Fact]
    public async Task Where_a_passkey_is_asked_for_nothing_else_is_offered()
    {
        var slug = await OpenAsync("strict-key", methods: ["passkey"]);
        await using var guest = await portal.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(guest);
        await PasskeyTests.MakeAsync(guest, await portal.NewPersonAsync("Linus"));
        await authenticator.SetPresentAsync(false);
        await guest.Page.GotoAsync($"/account/confirm?continue=%2Fjoin%2F{slug}&proof=passkey");
        await Expect(guest.Page.GetByText("For your security, confirm that it is you.")).ToBeVisibleAsync();
        await Expect(guest.Field("Password")).ToHaveCountAsync(0);
        await Expect(guest.Page.Locator("input[name=code]")).ToHaveCountAsync(0);
        await guest.ShouldBeWellMadeAsync();

        await authenticator.SetPresentAsync(true);
        await guest.Button("Use a passkey").ClickAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex($"/join/{slug}$"));
        await guest.Button("Join as Linus").ClickAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));
    }

    [Fact]
    public async Task Where_only_signing_in_anew_helps_that_is_offered()
    {
        var slug = await OpenAsync("by-mail", methods: ["email"]);
        var person = await portal.NewPersonAsync("Linus");
        await using var guest = await portal.VisitAsync();
        await guest.SignInAsync(person);
        await guest.Page.GotoAsync($"/join/{slug}");
        await guest.Button("Join as Linus").ClickAsync();
        await guest.ShouldBeWellMadeAsync();
        await guest.Button("Sign in another way").ClickAsync();

        await Expect(guest.Heading("Sign in")).ToBeVisibleAsync();
        guest.Page.Url.ShouldEndWith($"/sign-in?continue=%2Fjoin%2F{slug}");
    }

    [Fact]
    public async Task It_speaks_German_and_fits_a_telephone()
    {
        var slug = await OpenAsync("deutsch");
        await using var guest = await portal.VisitAsync(
            new() { Locale = "de-DE", ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 360, Height = 800 } });
        await guest.Page.GotoAsync($"/join/{slug}");
        await Expect(guest.Heading("Komm zu Acme Robotics")).ToBeVisibleAsync();
        await guest.ShouldBeWellMadeAsync();
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Ich habe ein Konto" }).ClickAsync();
        await guest.AnswerAsync("E-Mail", (await portal.NewPersonAsync()).Email, "Weiter");
        await guest.AnswerAsync("Passwort", PortalServer.Password, "Anmelden");
        await Expect(guest.Heading("Dieser Organisation beitreten?")).ToBeVisibleAsync();
        await guest.ShouldBeWellMadeAsync();
        await guest.Button("Beitreten").ClickAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));
    }

    // Only what people read: the page names the address that was asked for in its links.
    private static async Task<string> PageOfAsync(Visitor visitor, string org)
    {
        var answer = await visitor.Page.GotoAsync($"/join/{org}");
        answer!.Status.ShouldBe(404);
        return await visitor.Page.Locator("main").InnerTextAsync();
    }

    private async Task<string> OpenAsync(string name, string signUp = "open", string[]? methods = null)
    {
        var (slug, ada) = (name.ToLowerInvariant(), await portal.NewPersonAsync("Ada"));
        var org = await portal.PostAsync("/v1/orgs", new { name = "Acme Robotics", slug }, ada.AccessToken);
        await portal.PutAsync(
            $"/v1/orgs/{slug}/sign-in-policy", new { signUp, methods = methods ?? [], breakGlassUserId = org["ownerUserId"]!.GetValue<string>() }, ada.AccessToken);
        return slug;
    }
}
