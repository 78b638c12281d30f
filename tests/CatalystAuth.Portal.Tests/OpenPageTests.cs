using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Pages that are left open for longer than the challenge of a passkey is good.</summary>
public sealed class OpenPageTests(PortalServer portal)
{
    private const string BeforeTheEnd = "04:01";

    [Fact]
    public async Task The_sign_in_asks_with_another_challenge_and_is_not_loaded_anew()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(visitor);
        await PasskeyTests.MakeAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);
        await authenticator.SetPresentAsync(false);
        await visitor.Page.Clock.InstallAsync();
        await visitor.Page.GotoAsync("/sign-in");
        var (options, flow) = await ReadAsync(visitor);
        await visitor.Field("E-mail").FillAsync("half typed");

        await visitor.Page.Clock.FastForwardAsync(BeforeTheEnd);
        await Expect(visitor.Page.Locator("[data-passkey]")).Not.ToHaveAttributeAsync("data-options", options);

        // The challenge is that of the flow which is posted.
        (await ReadAsync(visitor)).Flow.ShouldNotBe(flow);
        await Expect(visitor.Field("E-mail")).ToHaveValueAsync("half typed");
        await authenticator.SetPresentAsync(true);
        await visitor.Button("Use a passkey").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Behind_the_password_the_same_flow_asks_once_more()
    {
        var person = await portal.NewPersonAsync();
        await using var visitor = await portal.VisitAsync();
        await using var authenticator = await Authenticator.AddAsync(visitor);
        await PasskeyTests.MakeAsync(visitor, person);
        await SignInTests.SignOutAsync(visitor);
        await authenticator.SetPresentAsync(false);
        await visitor.Page.Clock.InstallAsync();
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading("Use your passkey")).ToBeVisibleAsync();
        var (options, flow) = await ReadAsync(visitor);

        await visitor.Page.Clock.FastForwardAsync(BeforeTheEnd);
        await Expect(visitor.Page.Locator("[data-passkey]")).Not.ToHaveAttributeAsync("data-options", options);

        (await ReadAsync(visitor)).Flow.ShouldBe(flow);
        await authenticator.SetPresentAsync(true);
        await visitor.Button("Use a passkey").ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    private static async Task<(string Options, string Flow)> ReadAsync(Visitor visitor)
    {
        var part = visitor.Page.Locator("[data-passkey]");
        return ((await part.GetAttributeAsync("data-options"))!, await visitor.Page.Locator("form:has([data-passkey]) input[name=flow]").InputValueAsync());
    }
}
