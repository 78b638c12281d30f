using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Every page in both colours and on a small telephone: nothing that keeps somebody out, nothing that sticks out.</summary>
public sealed class LookTests(PortalServer portal)
{
    private const string LongName = "Gesellschaft der Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten";

    private static readonly string[] Outside = ["/", "/sign-in", "/sign-in/email", "/sign-up", "/recovery", "/setup", "/invitations", "/email-change", "/unlock", "/sign-in/link", "/recovery/link", "/nothing-here"];

    private static readonly string[] Inside = ["/", "/account", "/account/security", "/account/confirm", "/account/delete", "/account/sessions", "/account/keys", "/orgs"];

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Pages_are_well_made(ColorScheme colours, int width)
    {
        await using var visitor = await portal.VisitAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 800 } });
        foreach (var page in Outside)
        {
            await visitor.Page.GotoAsync(page);
            await visitor.ShouldBeWellMadeAsync();
        }

        var person = await portal.NewPersonAsync(
            "Somebody With A Name That Goes On For Quite Some Time", "a-mail-domain-with-a-name-that-goes-on-for-longer-than-most.example");
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await Expect(visitor.Field("Password")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.SignInAsync(person);
        var slug = $"look-{colours}-{width}".ToLowerInvariant();
        await visitor.Page.GotoAsync("/orgs");
        await visitor.Field("Name").FillAsync(LongName);
        await visitor.AnswerAsync("URL name", slug, "Create an organisation");
        await Expect(visitor.Page.Locator("#invitations")).ToBeVisibleAsync();
        await visitor.AnswerAsync("E-mail", $"somebody.with.a.very.long.address.{slug}@a-domain-with-a-long-name.example", "Invite");
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Page.GetByText("Leave this organisation").First.ClickAsync();
        await visitor.ShouldBeWellMadeAsync();
        foreach (var page in Inside.Concat([$"/orgs/{slug}", $"/orgs/{slug}/keys", $"/orgs/{slug}/sign-in"]))
        {
            await visitor.Page.GotoAsync(page);
            await visitor.ShouldBeWellMadeAsync();
        }

        await visitor.Page.Locator("details.me summary").ClickAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Page.Locator("[data-catalyst=org-switcher] summary").ClickAsync();
        await visitor.ShouldBeWellMadeAsync();

        var mail = await Mailbox.HtmlAsync(visitor, slug);
        await visitor.Page.GotoAsync("/mailbox");
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Page.Locator(".mails a").Filter(new() { HasText = slug }).First.ClickAsync();
        await Expect(visitor.Page.Locator("iframe[title]")).ToBeVisibleAsync();

        // No script runs in the frame, and axe would wait for one for ever.
        await visitor.Page.EvaluateAsync("document.querySelector('iframe').remove()");
        await visitor.ShouldBeWellMadeAsync();

        await visitor.Page.GotoAsync(mail);
        (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }
}
