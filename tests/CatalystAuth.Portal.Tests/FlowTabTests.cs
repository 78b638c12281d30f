using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>One flow in two tabs, behind the back button, and taken up again.</summary>
public sealed class FlowTabTests(PortalServer portal)
{
    private const string AskCode = "Enter the code of your app";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tab_that_is_behind_is_led_to_where_the_flow_stands(bool scripts)
    {
        var (person, app, _) = await portal.NewPersonWithAppAsync();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await Expect(visitor.Field("Password")).ToBeVisibleAsync();
        var behind = await visitor.Context.NewPageAsync();
        await behind.GotoAsync(visitor.Page.Url);
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading(AskCode)).ToBeVisibleAsync();

        // What it sends counts as nothing, right or wrong.
        await behind.GetByLabel("Password", new() { Exact = true }).FillAsync("whatever it was");
        await behind.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(behind.GetByRole(AriaRole.Heading, new() { Name = AskCode })).ToBeVisibleAsync();

        await behind.GetByLabel("Code", new() { Exact = true }).FillAsync(app.CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30)));
        await behind.GetByRole(AriaRole.Button, new() { Name = "Continue", Exact = true }).ClickAsync();
        await Expect(behind.GetByRole(AriaRole.Heading, new() { Name = "Hello, Grace Hopper" })).ToBeVisibleAsync();
        await visitor.AnswerAsync("Code", "000000", "Continue");
        await Expect(visitor.Heading("This page was out of date")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Load the page again" }).ClickAsync();
        await Expect(visitor.Heading("Hello, Grace Hopper")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Back_behind_an_answered_step_shows_the_step_that_is_asked_now()
    {
        var (person, app, _) = await portal.NewPersonWithAppAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/account");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading(AskCode)).ToBeVisibleAsync();

        // Each step is a page of the flow, and a page shows where the flow stands.
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Heading(AskCode).Or(visitor.Field("E-mail"))).ToBeVisibleAsync();
        await Expect(visitor.Field("Password")).ToHaveCountAsync(0);
        await visitor.Page.GoForwardAsync();
        await Expect(visitor.Heading(AskCode)).ToBeVisibleAsync();
        await visitor.AnswerAsync("Code", app.CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30)), "Continue");
        await Expect(visitor.Page.Locator("#emails")).ToContainTextAsync(person.Email);
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Heading(AskCode)).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("#emails")).ToContainTextAsync(person.Email);
    }

    [Fact]
    public async Task A_flow_that_is_over_or_anothers_begins_anew_and_says_so()
    {
        var (person, _, _) = await portal.NewPersonWithAppAsync();
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Expect(visitor.Heading(AskCode)).ToBeVisibleAsync();

        await using var other = await portal.VisitAsync();
        await other.Page.GotoAsync(visitor.Page.Url);

        await Expect(other.Field("E-mail")).ToBeVisibleAsync();
        await Expect(other.Page.GetByText("This took too long, or it was finished elsewhere. Start again.")).ToBeVisibleAsync();
        await Expect(other.Page.GetByText(person.Email)).ToHaveCountAsync(0);
    }
}
