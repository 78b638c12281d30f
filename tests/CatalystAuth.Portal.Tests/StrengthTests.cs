using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>What is said of a password while it is typed: what the server would say of it.</summary>
public sealed class StrengthTests(PortalServer portal)
{
    private const string LongAndWeak = "Password12345678";

    [Fact]
    public async Task A_long_password_that_is_weak_is_called_weak_and_a_good_one_good()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.Field("Password").FillAsync(LongAndWeak);
        await Expect(Verdict(visitor)).ToContainTextAsync("This can't be your password yet.");
        await Expect(Verdict(visitor)).ToHaveAttributeAsync("aria-live", "polite");
        int.Parse((await Meter(visitor).GetAttributeAsync("data-level"))!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(2);
        await visitor.ShouldBeWellMadeAsync();

        await visitor.Field("Password").FillAsync(PortalServer.Password);
        await Expect(Verdict(visitor)).ToHaveTextAsync("Hard to guess.");
        await Expect(Meter(visitor)).ToHaveAttributeAsync("data-level", "4");

        await visitor.Field("Password").FillAsync(string.Empty);
        await Expect(Verdict(visitor)).ToBeEmptyAsync();
        await Expect(Meter(visitor)).ToHaveAttributeAsync("data-level", "0");
    }

    [Fact]
    public async Task It_knows_who_types_and_says_it_in_their_language()
    {
        await using var visitor = await portal.VisitAsync(new() { Locale = "de-DE" });
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.Field("E-Mail").FillAsync("wilhelmine.obermeier@example.com");
        await visitor.Field("Passwort").FillAsync("wilhelmine.obermeier");

        await Expect(Verdict(visitor)).ToHaveTextAsync("Das reicht noch nicht als Passwort. Es ist vor allem dein Name, deine Adresse oder der Name dieses Produkts.");
    }

    [Fact]
    public async Task Where_the_server_can_not_be_asked_nothing_is_said_and_the_form_works()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.Field("Password").FillAsync(LongAndWeak);
        await Expect(Verdict(visitor)).Not.ToBeEmptyAsync();

        await visitor.Context.RouteAsync("**/v1/auth/password-strength", route => route.FulfillAsync(new() { Status = 429 }));
        await visitor.Field("Password").FillAsync(PortalServer.Password);
        await Expect(Verdict(visitor)).ToBeEmptyAsync();
        await visitor.Context.UnrouteAllAsync();
        await visitor.Context.RouteAsync("**/v1/auth/password-strength", route => route.AbortAsync());
        await visitor.Field("Password").FillAsync(LongAndWeak);
        await visitor.Field("E-mail").FillAsync("offline-meter@example.com");
        await visitor.Field("Name").FillAsync("Ada Lovelace");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Create account");

        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();
    }

    private static ILocator Verdict(Visitor visitor) => visitor.Page.Locator("[data-part=verdict]");

    private static ILocator Meter(Visitor visitor) => visitor.Page.Locator("[data-part=strength]");
}
