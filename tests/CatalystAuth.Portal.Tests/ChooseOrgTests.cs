using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Who signs in on the way to an organisation that does not let them in chooses another one, or goes on without.</summary>
public sealed class ChooseOrgTests(PortalServer portal)
{
    private const string Choose = "Choose an organisation";

    [Theory]
    [InlineData(ColorScheme.Light, 1440, true)]
    [InlineData(ColorScheme.Dark, 360, true)]
    [InlineData(ColorScheme.Light, 1440, false)]
    public async Task One_refuses_and_says_why_and_another_is_entered(ColorScheme colours, int width, bool scripts)
    {
        var (person, prefix) = (await portal.NewPersonAsync(), $"choose-{colours}-{width}-{scripts}".ToLowerInvariant());
        await OpenAsync(person, $"{prefix}-one", "First Light");
        await OpenAsync(person, $"{prefix}-two", "Key Holders", methods: ["passkey"]);
        await OpenAsync(person, $"{prefix}-three", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten");
        await using var visitor = await portal.VisitAsync(
            new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 800 }, JavaScriptEnabled = scripts });
        await ProveAsync(visitor, person);

        await Expect(visitor.Page.GetByText("You are not in that organisation, or there is none of that name.")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[data-part=org]")).ToHaveCountAsync(3);
        await Expect(visitor.Page.Locator("main").GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await LookAsync();

        await Org(visitor, "Key Holders").ClickAsync();
        await Expect(visitor.Heading(Choose)).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("asks for another way to sign in");
        await Expect(visitor.Page.Locator("[data-part=org]")).ToHaveCountAsync(3);
        await LookAsync();
        (await visitor.SessionCookieAsync()).ShouldBeNull();

        await Org(visitor, "First Light").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync($"/orgs/{prefix}-one");
        await Expect(visitor.Page.Locator("#members")).ToContainTextAsync("Grace Hopper");

        // Without scripts nobody can look.
        Task LookAsync() => scripts ? visitor.ShouldBeWellMadeAsync() : Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_goes_on_without_or_begins_anew(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await OpenAsync(person, $"without-{scripts}".ToLowerInvariant(), "First Light");
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await ProveAsync(visitor, person);
        await visitor.Button("Begin anew").ClickAsync();
        await Expect(visitor.Field("E-mail")).ToBeVisibleAsync();
        (await visitor.SessionCookieAsync()).ShouldBeNull();

        await ProveAsync(visitor, person);
        await visitor.Button("Go on without it").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_is_in_none_goes_on_without_and_is_told_so_in_German()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync(new() { Locale = "de-DE" });
        await visitor.Page.GotoAsync("/sign-in?continue=%2Fjoin%2Fnobody-has-this");
        await visitor.AnswerAsync("E-Mail", person.Email, "Weiter");
        await visitor.AnswerAsync("Passwort", PortalServer.Password, "Anmelden");
        await Expect(visitor.Heading("Organisation wählen")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("Du bist nicht in dieser Organisation, oder es gibt keine dieses Namens.")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[data-part=org]")).ToHaveCountAsync(0);
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Button("Ohne sie weiter").ClickAsync();

        await Expect(visitor.Heading("Hallo, Grace Hopper")).ToBeVisibleAsync();
    }

    private static ILocator Org(Visitor visitor, string name) => visitor.Page.Locator("[data-part=org]").Filter(new() { HasText = name });

    private static async Task ProveAsync(Visitor visitor, Person person)
    {
        await visitor.Page.GotoAsync("/sign-in?continue=%2Fjoin%2Fnobody-has-this");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading(Choose)).ToBeVisibleAsync();
    }

    private async Task OpenAsync(Person owner, string slug, string name, string[]? methods = null)
    {
        var org = await portal.PostAsync("/v1/orgs", new { name, slug }, owner.AccessToken);
        if (methods is not null)
        {
            await portal.PutAsync($"/v1/orgs/{slug}/sign-in-policy", new { methods, breakGlassUserId = org["ownerUserId"]!.GetValue<string>() }, owner.AccessToken);
        }
    }
}
