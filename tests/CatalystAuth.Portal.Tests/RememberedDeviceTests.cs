using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>A browser whose user said at the second factor that it need not be asked again.</summary>
public sealed class RememberedDeviceTests(PortalServer portal)
{
    private const string AskCode = "Enter the code of your app";
    private const string Remember = "Don't ask on this device for 30 days";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_not_asked_again_and_every_other_browser_is(bool scripts)
    {
        var (person, app, _) = await portal.NewPersonWithAppAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await ProveFirstAsync(visitor, person);
        await Expect(visitor.Heading(AskCode)).ToBeVisibleAsync();
        await Expect(visitor.Field(Remember)).Not.ToBeCheckedAsync();
        await LookAsync();
        await visitor.Field(Remember).CheckAsync();
        await visitor.AnswerAsync("Code", app.NextCode(), "Continue");
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await SignInTests.SignOutAsync(visitor);
        await ProveFirstAsync(visitor, person);
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        await using var other = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await ProveFirstAsync(other, person);
        await Expect(other.Heading(AskCode)).ToBeVisibleAsync();

        // Nor is it trusted with another account.
        var (stranger, _, _) = await portal.NewPersonWithAppAsync();
        await SignInTests.SignOutAsync(visitor);
        await ProveFirstAsync(visitor, stranger);
        await Expect(visitor.Heading(AskCode)).ToBeVisibleAsync();

        // Without scripts nobody can look.
        Task LookAsync() => scripts ? visitor.ShouldBeWellMadeEverywhereAsync() : Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_a_recovery_code_it_is_asked_again_unless_it_was_said(bool scripts)
    {
        var (person, _, recoveryCodes) = await portal.NewPersonWithAppAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await ByRecoveryCodeAsync(recoveryCodes[0], remembers: false);
        await SignInTests.SignOutAsync(visitor);

        await ByRecoveryCodeAsync(recoveryCodes[1], remembers: true);
        await SignInTests.SignOutAsync(visitor);

        await ProveFirstAsync(visitor, person);
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();

        async Task ByRecoveryCodeAsync(string code, bool remembers)
        {
            await ProveFirstAsync(visitor, person);
            await visitor.Button("Use a recovery code").ClickAsync();
            await Expect(visitor.Heading("Enter a recovery code")).ToBeVisibleAsync();
            if (scripts)
            {
                await visitor.ShouldBeWellMadeAsync();
            }

            await visitor.AnswerAsync("Code", "not-one-of-them", "Continue");
            await Expect(visitor.Field("Code")).ToHaveAttributeAsync("aria-invalid", "true");
            await visitor.Field(Remember).SetCheckedAsync(remembers);
            await visitor.AnswerAsync("Code", code, "Continue");
            await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
        }
    }

    private static async Task ProveFirstAsync(Visitor visitor, Person person)
    {
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
    }
}
