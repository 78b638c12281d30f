using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CatalystAuth.Portal.Tests;

/// <summary>Somebody at a browser. What the page says against its own policy, or throws, fails the test at the end.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly (ColorScheme Colours, int Width)[] Looks =
        [(ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Light, 360), (ColorScheme.Dark, 360)];

    private readonly List<string> _faults = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        Watch(page);
        context.Page += (_, opened) => Watch(opened);
    }

    public IBrowserContext Context { get; }

    /// <summary>The tab that is looked at.</summary>
    public IPage Page { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        _faults.ShouldBeEmpty();
    }

    /// <summary>Looks at another tab.</summary>
    public void Show(IPage page) => Page = page;

    /// <summary>Signs in at the portal's page.</summary>
    public async Task SignInAsync(Person person, string onward = "/")
    {
        await Page.GotoAsync(onward == "/" ? "/sign-in" : $"/sign-in?continue={Uri.EscapeDataString(onward)}");
        await AnswerAsync("E-mail", person.Email, "Continue");
        await AnswerAsync("Password", PortalServer.Password, "Sign in");
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(onward) + "$"), new() { Timeout = 15_000 });
    }

    /// <summary>Types into a field and presses a button of its form.</summary>
    public async Task AnswerAsync(string label, string value, string button)
    {
        await Field(label).FillAsync(value);
        await Button(button).ClickAsync();
    }

    /// <summary>What the browser holds of its session.</summary>
    public async Task<string?> SessionCookieAsync() =>
        (await Context.CookiesAsync()).SingleOrDefault(cookie => cookie.Name == "__Host-catalyst_session")?.Value;

    public ILocator Field(string label) => Page.Locator("main").GetByLabel(label, new() { Exact = true });

    public ILocator Button(string name) => Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>Says what keeps people with disabilities out, and whether the page is wider than the window.</summary>
    public Task ShouldBeWellMadeAsync() => ShouldBeWellMadeAsync(Page);

    /// <summary>The same in both colours, on a large screen and on a small telephone.</summary>
    public async Task ShouldBeWellMadeEverywhereAsync()
    {
        var (window, page) = (Page.ViewportSize!, Page);
        foreach (var (colours, width) in Looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            await page.SetViewportSizeAsync(width, 800);
            await ShouldBeWellMadeAsync(page);
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Null });
        await page.SetViewportSizeAsync(window.Width, window.Height);
    }

    /// <summary>The same of any page, by some of the rules.</summary>
    public static async Task ShouldBeWellMadeAsync(IPage page, params string[] rules)
    {
        var found = await page.RunAxe(rules.Length == 0 ? null : new AxeRunOptions { RunOnly = new() { Type = "tag", Values = [.. rules] } });
        found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")).ShouldBeEmpty(page.Url);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, page.Url);
    }

    private void Watch(IPage page)
    {
        page.PageError += (_, error) => _faults.Add($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("cookie", StringComparison.OrdinalIgnoreCase))
            {
                _faults.Add($"{page.Url}: {message.Text}");
            }
        };
    }
}
