using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>People move between apps behind forward-auth: in at one is in at all, and out is out of all.</summary>
public sealed class AppsTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signed_in_once_they_move_across_three_hosts_and_sign_out_of_all(bool scripts)
    {
        var person = await portal.NewPersonAsync();
        await using var apps = await ProtectedApps.StartAsync(portal, person);
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });

        await SignInOnceAsync(visitor, person, apps);
        await visitor.Page.GotoAsync(new Uri(new(apps.Urls[1]), "/.catalyst/sign-out").ToString());
        await Expect(visitor.Heading("You are signed out")).ToBeVisibleAsync();
        await ShouldBeAskedAsync(visitor, apps);

        await SignInOnceAsync(visitor, person, apps);
        await visitor.Page.GotoAsync("/");
        await SignInTests.SignOutAsync(visitor);
        await ShouldBeAskedAsync(visitor, apps);
    }

    [Fact]
    public async Task In_a_domain_too()
    {
        var person = await portal.NewPersonAsync();
        await using var apps = await ProtectedApps.StartAsync(portal, person, "acme.localhost");
        await using var visitor = await portal.VisitAsync();

        await SignInOnceAsync(visitor, person, apps);
        await visitor.Page.GotoAsync(new Uri(new(apps.Urls[2]), "/.catalyst/sign-out").ToString());
        await Expect(visitor.Heading("You are signed out")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await ShouldBeAskedAsync(visitor, apps);
    }

    [Fact]
    public async Task Another_device_signs_them_out_of_all_and_leaves_itself_in()
    {
        var person = await portal.NewPersonAsync();
        await using var apps = await ProtectedApps.StartAsync(portal, person);
        await using var there = await portal.VisitAsync();
        await using var here = await portal.VisitAsync();
        await SignInOnceAsync(there, person, apps);
        await SignInOnceAsync(here, person, apps);

        await here.Page.GotoAsync("/account/sessions");
        await here.Button("Sign out all others").ClickAsync();
        await Expect(here.Button("Sign out all others")).ToHaveCountAsync(0);

        await ShouldBeAskedAsync(there, apps);
        await ShouldBeInAsync(here, person, apps);
    }

    // By the redirect of the first; the others open by themselves.
    private static async Task SignInOnceAsync(Visitor visitor, Person person, ProtectedApps apps)
    {
        await visitor.Page.GotoAsync(apps.Urls[0]);
        await visitor.AnswerAsync("E-mail", person.Email, "Continue");
        await visitor.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await visitor.Page.WaitForURLAsync(apps.Urls[0]);
        await ShouldBeInAsync(visitor, person, apps);
    }

    private static async Task ShouldBeInAsync(Visitor visitor, Person person, ProtectedApps apps)
    {
        foreach (var url in apps.Urls)
        {
            var answer = await visitor.Page.GotoAsync(url);

            answer!.Status.ShouldBe(200);
            answer.Url.ShouldBe(url);
            (await answer.TextAsync()).ShouldContain(person.Email);
        }
    }

    private static async Task ShouldBeAskedAsync(Visitor visitor, ProtectedApps apps)
    {
        foreach (var url in apps.Urls)
        {
            await visitor.Page.GotoAsync(url);
            await Expect(visitor.Heading("Sign in")).ToBeVisibleAsync();
            await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in\\?continue="));
        }
    }
}
