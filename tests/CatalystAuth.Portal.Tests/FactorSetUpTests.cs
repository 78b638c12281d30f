using System.Text.RegularExpressions;
using CatalystAuth.Testing.Factors;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>A server where everybody needs a second factor.</summary>
public sealed class StrictPortalServer : PortalServer
{
    protected override Dictionary<string, string?> Settings => new() { ["Catalyst__Flows__RequireMfa"] = "true" };
}

/// <summary>Who needs a second factor, and has none, sets one up on the way in.</summary>
public sealed class FactorSetUpTests(StrictPortalServer strict, PortalServer portal) : IClassFixture<StrictPortalServer>
{
    private const string SetUp = "Set up your authenticator";
    private const string MakePasskey = "Sign in without a password next time";
    private const string KeepCodes = "Keep these codes";

    [Theory]
    [InlineData(ColorScheme.Light, 1440, true)]
    [InlineData(ColorScheme.Dark, 1440, true)]
    [InlineData(ColorScheme.Light, 360, true)]
    [InlineData(ColorScheme.Dark, 360, true)]
    [InlineData(ColorScheme.Light, 1440, false)]
    public async Task A_new_account_sets_up_an_app_and_is_asked_for_it_from_then_on(ColorScheme colours, int width, bool scripts)
    {
        var email = $"setup-{colours}-{width}-{scripts}@example.com".ToLowerInvariant();
        await using var visitor = await strict.VisitAsync(
            new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 800 }, JavaScriptEnabled = scripts });
        await visitor.Page.GotoAsync("/sign-up");
        await visitor.Field("E-mail").FillAsync(email);
        await visitor.Field("Name").FillAsync("Ada Lovelace");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Create account");
        await Expect(visitor.Heading(SetUp)).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("main").GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await LookAsync(visitor, scripts);

        // Who leaves here has an account, and no session.
        var other = await visitor.Context.NewPageAsync();
        await other.GotoAsync("/account");
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await other.CloseAsync();

        var app = await ReadAppAsync(visitor);
        await LookAsync(visitor, scripts);
        await visitor.AnswerAsync("Code", "000000", "Turn on");
        await Expect(visitor.Field("Code")).ToHaveAttributeAsync("aria-invalid", "true");
        await LookAsync(visitor, scripts);
        await visitor.AnswerAsync("Code", app.CodeAt(TimeProvider.System.GetUtcNow()), "Turn on");
        await KeepAsync(visitor, scripts);
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();

        await SignInTests.SignOutAsync(visitor);
        await ProveFirstAsync(visitor, email);
        await Expect(visitor.Heading("Enter the code of your app")).ToBeVisibleAsync();
        await visitor.AnswerAsync("Code", app.NextCode(), "Continue");
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_account_without_one_makes_a_passkey_instead_and_signs_in_with_it()
    {
        var email = await NewAccountAsync("passkey-instead@example.com");
        await using var visitor = await strict.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(visitor);
        await ProveFirstAsync(visitor, email);
        await Expect(visitor.Heading(SetUp)).ToBeVisibleAsync();
        await visitor.Button("Use a passkey").ClickAsync();
        await Expect(visitor.Heading(MakePasskey)).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();

        // There and back again.
        await visitor.Button("Use an authenticator app").ClickAsync();
        await Expect(visitor.Heading(SetUp)).ToBeVisibleAsync();
        await visitor.Button("Use a passkey").ClickAsync();
        await visitor.Button("Create a passkey").ClickAsync();
        await KeepAsync(visitor, scripts: true);
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();

        // It is two factors in one: nothing else is asked for.
        await SignInTests.SignOutAsync(visitor);
        await visitor.Page.GotoAsync("/sign-in");
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_app_that_a_german_sets_up_on_the_way_in_has_a_german_name()
    {
        var email = await NewAccountAsync("wilhelmine-app@example.com");
        await using var visitor = await strict.VisitAsync(new() { Locale = "de-DE" });
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-Mail", email, "Weiter");
        await visitor.AnswerAsync("Passwort", PortalServer.Password, "Anmelden");
        await visitor.Page.GetByText("Lässt es sich nicht scannen? Tippe dies ein").ClickAsync();
        var secret = (await visitor.Page.Locator("[data-part=secret]").InnerTextAsync()).Replace(" ", string.Empty, StringComparison.Ordinal);
        await visitor.AnswerAsync("Code", new AuthenticatorApp(secret).CodeAt(TimeProvider.System.GetUtcNow()), "Einschalten");
        await visitor.Page.Locator("button[value=continue]").ClickAsync();
        await Expect(visitor.Heading("Hallo, Ada Lovelace")).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("/account/security");
        await Expect(visitor.Page.Locator("section[aria-labelledby=totp-title] li strong")).ToHaveTextAsync("Authenticator-App");
    }

    [Fact]
    public async Task Without_scripts_a_passkey_says_what_it_needs_and_the_app_is_a_way_back()
    {
        var email = await NewAccountAsync("no-scripts@example.com");
        await using var visitor = await strict.VisitAsync(new() { JavaScriptEnabled = false });
        await ProveFirstAsync(visitor, email);
        await visitor.Button("Use a passkey").ClickAsync();
        await Expect(visitor.Heading(MakePasskey)).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[data-passkey] noscript [data-part=hint]")).ToBeVisibleAsync();
        await Expect(visitor.Button("Create a passkey")).ToHaveCountAsync(0);

        await visitor.Button("Use an authenticator app").ClickAsync();
        var app = await ReadAppAsync(visitor);
        await visitor.AnswerAsync("Code", app.CodeAt(TimeProvider.System.GetUtcNow()), "Turn on");
        await KeepAsync(visitor, scripts: false);
        await Expect(visitor.Heading("Hello, Ada Lovelace")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_member_of_an_organisation_that_asks_for_it_sets_one_up_on_the_way_there_and_nowhere_else(bool scripts)
    {
        var slug = $"asks-{scripts}".ToLowerInvariant();
        var (owner, linus) = (await portal.NewPersonAsync("Ada"), await portal.NewPersonAsync("Linus"));
        var org = await portal.PostAsync("/v1/orgs", new { name = "Acme Robotics", slug }, owner.AccessToken);
        var me = await portal.PostAsync("/v1/auth/flows", new { type = "sign_in", answers = new { identifier = linus.Email, password = PortalServer.Password } }, token: null);
        await portal.PostAsync($"/v1/orgs/{slug}/members", new { userId = me["user"]!["id"]!.GetValue<string>(), role = "member" }, owner.AccessToken);
        await portal.PutAsync(
            $"/v1/orgs/{slug}/sign-in-policy", new { requireMfa = true, breakGlassUserId = org["ownerUserId"]!.GetValue<string>() }, owner.AccessToken);

        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(linus);
        await SignInTests.SignOutAsync(visitor);

        await ProveFirstAsync(visitor, linus.Email, $"/sign-in?continue=%2Fjoin%2F{slug}");
        await Expect(visitor.Heading(SetUp)).ToBeVisibleAsync();
        var app = await ReadAppAsync(visitor);
        await visitor.AnswerAsync("Code", app.CodeAt(TimeProvider.System.GetUtcNow()), "Turn on");
        await KeepAsync(visitor, scripts);

        await Expect(visitor.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));
        await Expect(visitor.Page.Locator("#members")).ToContainTextAsync("Linus");
    }

    // The picture is there, and tells what can be typed instead.
    private static async Task<AuthenticatorApp> ReadAppAsync(Visitor visitor)
    {
        var picture = visitor.Page.GetByRole(AriaRole.Img, new() { Name = "QR code for your authenticator app" });
        await Expect(picture).ToBeVisibleAsync();
        (await picture.EvaluateAsync<int>("async image => { await image.decode(); return image.naturalWidth; }")).ShouldBeGreaterThan(0);
        await visitor.Page.GetByText("Can't scan it? Type this instead").ClickAsync();
        var secret = visitor.Page.Locator("[data-part=secret]");
        await Expect(secret).ToBeVisibleAsync();
        var text = (await secret.InnerTextAsync()).Replace(" ", string.Empty, StringComparison.Ordinal);

        // It is the same after a reload, so that who scanned it need not do so again.
        await visitor.Page.ReloadAsync();
        await visitor.Page.GetByText("Can't scan it? Type this instead").ClickAsync();
        (await secret.InnerTextAsync()).Replace(" ", string.Empty, StringComparison.Ordinal).ShouldBe(text);
        return new(text);
    }

    private static async Task KeepAsync(Visitor visitor, bool scripts)
    {
        await Expect(visitor.Heading(KeepCodes)).ToBeVisibleAsync();
        var codes = visitor.Page.Locator("[data-part=codes] code");
        await Expect(codes).Not.ToHaveCountAsync(0);
        (await codes.AllInnerTextsAsync()).ShouldBeUnique();
        await LookAsync(visitor, scripts);
        await visitor.Button("I have kept them").ClickAsync();
    }

    private async Task<string> NewAccountAsync(string email)
    {
        await strict.PostAsync("/v1/auth/flows", new { type = "sign_up", answers = new { email, password = PortalServer.Password, name = "Ada Lovelace" } }, token: null);
        return email;
    }

    private static async Task ProveFirstAsync(Visitor visitor, string email, string page = "/sign-in")
    {
        await visitor.Page.GotoAsync(page);
        await visitor.AnswerAsync("E-mail", email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
    }

    // Without scripts nobody can look.
    private static Task LookAsync(Visitor visitor, bool scripts) => scripts ? visitor.ShouldBeWellMadeAsync() : Task.CompletedTask;
}
