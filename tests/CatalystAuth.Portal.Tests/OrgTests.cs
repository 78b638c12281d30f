using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>Organisations, who is in them, and their keys.</summary>
public sealed class OrgTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_is_made_and_changed(bool scripts)
    {
        var slug = $"made-{scripts}".ToLowerInvariant();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(await portal.NewPersonAsync(), "/orgs");
        await visitor.AnswerAsync("URL name", "Not A Slug", "Create an organisation");
        await Expect(visitor.Page.Locator("[aria-invalid=true]").First).ToBeVisibleAsync();

        await visitor.Field("Name").FillAsync("Acme Robotics");
        await visitor.AnswerAsync("URL name", slug, "Create an organisation");
        await Expect(visitor.Heading("Acme Robotics")).ToBeVisibleAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));

        await visitor.Field("Name").FillAsync("Acme");
        await visitor.AnswerAsync("Description", "Robots that behave.", "Save");
        await Expect(visitor.Heading("Acme")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[data-part=lead]").GetByText("Robots that behave.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_is_invited_signs_up_and_is_in()
    {
        await using var owner = await portal.VisitAsync();
        var slug = await MakeAsync(owner, "inviting");
        const string Email = "invited@example.com";
        await owner.AnswerAsync("E-mail", Email, "Invite");
        var link = await owner.Page.Locator("#invitations [data-part=secret]").InnerTextAsync();
        await owner.Page.ReloadAsync();
        await Expect(owner.Page.Locator("#invitations [data-part=secret]")).ToHaveCountAsync(0);

        await using var guest = await portal.VisitAsync();
        await guest.Page.GotoAsync(link);
        await Expect(guest.Heading("Join Inviting")).ToBeVisibleAsync();
        guest.Page.Url.ShouldNotContain("token");
        await guest.ShouldBeWellMadeEverywhereAsync();
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account and join" }).ClickAsync();
        await guest.Field("E-mail").FillAsync(Email);
        await guest.Field("Name").FillAsync("Guest");
        await guest.AnswerAsync("Password", PortalServer.Password, "Create account");

        await Expect(guest.Heading("Inviting")).ToBeVisibleAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));
        await owner.Page.ReloadAsync();
        await Expect(owner.Page.Locator("#members")).ToContainTextAsync(Email);
    }

    [Fact]
    public async Task A_member_is_given_a_role_and_removed()
    {
        await using var owner = await portal.VisitAsync();
        await MakeAsync(owner, "roles");
        var person = await portal.NewPersonAsync("Linus");
        await owner.AnswerAsync("E-mail", person.Email, "Invite");
        var link = await owner.Page.Locator("#invitations [data-part=secret]").InnerTextAsync();
        await using (var guest = await portal.VisitAsync())
        {
            await guest.SignInAsync(person);
            await guest.Page.GotoAsync(link);
            await guest.Button("Join as Linus").ClickAsync();
            await Expect(guest.Page.GetByText("Welcome. You are in.")).ToBeVisibleAsync();
            await Expect(guest.Page.Locator("#members select")).ToHaveCountAsync(0);
        }

        await owner.Page.ReloadAsync();
        await owner.Field("Role of Linus").SelectOptionAsync("viewer");
        await owner.Page.Locator("#members").GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(owner.Page.Locator("#members").GetByText("The role has changed.")).ToBeVisibleAsync();
        await Expect(owner.Field("Role of Linus")).ToHaveValueAsync("viewer");
        await Expect(owner.Button("Remove Linus")).ToBeHiddenAsync();
        await owner.Page.Locator("summary[aria-label='Remove Linus']").ClickAsync();
        await Expect(owner.Page.Locator("#members")).ToContainTextAsync("Linus loses access at once");
        await owner.ShouldBeWellMadeAsync();
        await owner.Button("Remove Linus").ClickAsync();
        await Expect(owner.Page.Locator("#members").GetByText("They are no longer in the organisation.")).ToBeVisibleAsync();
        await Expect(owner.Page.Locator("#members")).Not.ToContainTextAsync("Linus");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/keys")]
    public async Task A_strangers_page_is_as_one_that_is_not_there(string page)
    {
        await using var owner = await portal.VisitAsync();
        var slug = await MakeAsync(owner, "hidden" + page.Length);
        await using var stranger = await portal.VisitAsync();
        await stranger.SignInAsync(await portal.NewPersonAsync());

        var theirs = await stranger.Page.GotoAsync($"/orgs/{slug}{page}");
        var shown = await stranger.Page.Locator("main").InnerTextAsync();
        var nobodys = await stranger.Page.GotoAsync($"/orgs/there-is-none{page}");

        theirs!.Status.ShouldBe(404);
        nobodys!.Status.ShouldBe(404);
        (await stranger.Page.Locator("main").InnerTextAsync()).ShouldBe(shown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_is_shown_once_and_revoked(bool scripts)
    {
        await using var owner = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        var slug = await MakeAsync(owner, $"keys-{scripts}".ToLowerInvariant());
        await owner.Page.GotoAsync($"/orgs/{slug}/keys");
        await owner.Field("What is it for?").FillAsync("Reports");
        await owner.Field("org:read").CheckAsync();
        await owner.Button("Create key").ClickAsync();
        var secret = owner.Page.Locator("[data-part=secret]");
        await Expect(secret).ToHaveTextAsync(new Regex("^ck_live_"));

        await owner.Page.ReloadAsync();
        await Expect(secret).ToHaveCountAsync(0);
        await Expect(owner.Page.Locator("[data-part=key]")).ToContainTextAsync("Reports");

        await Expect(owner.Button("Revoke Reports")).ToBeHiddenAsync();
        await owner.Page.Locator("summary[aria-label='Revoke Reports']").ClickAsync();
        await owner.Button("Revoke Reports").ClickAsync();
        await Expect(owner.Page.GetByText("There is no key yet.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_invitation_for_somebody_else_is_answered_with_another_account(bool scripts)
    {
        await using var owner = await portal.VisitAsync();
        var slug = await MakeAsync(owner, $"other-account-{scripts}".ToLowerInvariant());
        var person = await portal.NewPersonAsync("Linus");
        await owner.AnswerAsync("E-mail", person.Email, "Invite");
        var link = await owner.Page.Locator("#invitations [data-part=secret]").InnerTextAsync();
        await using var guest = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await guest.SignInAsync(await portal.NewPersonAsync("Grace"));
        await guest.Page.GotoAsync(link);
        if (!scripts)
        {
            // What only a script reads is behind the #.
            await guest.AnswerAsync("Paste the whole link", link, "Open");
        }

        await guest.Button("Join as Grace").ClickAsync();
        await Expect(guest.Page.GetByText("The invitation is for another address.")).ToBeVisibleAsync();
        await Expect(guest.Button("Join as Grace")).ToHaveCountAsync(0);
        await guest.Button("Use another account").ClickAsync();
        await guest.AnswerAsync("E-mail", person.Email, "Continue");
        await guest.AnswerAsync("Password", PortalServer.Password, "Sign in");
        await guest.Button("Join as Linus").ClickAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Regex($"/orgs/{slug}$"));

        // It leads on when it was used, too.
        await guest.Page.GotoAsync(link);
        if (scripts)
        {
            await Expect(guest.Page.GetByText("This invitation was accepted already.")).ToBeVisibleAsync();
            await guest.ShouldBeWellMadeAsync();
            await guest.Page.GetByRole(AriaRole.Link, new() { Name = "To the start page" }).ClickAsync();
            await Expect(guest.Heading("Hello, Linus")).ToBeVisibleAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Members_beyond_the_first_page_are_reached_and_found(bool scripts)
    {
        await using var owner = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        var slug = await MakeAsync(owner, $"many-{scripts}".ToLowerInvariant());
        var admin = await portal.PostAsync(
            "/v1/auth/flows", new { type = "sign_in", answers = new { identifier = PortalServer.AdminEmail, password = PortalServer.Password } }, token: null);
        var people = await Task.WhenAll(Enumerable.Range(0, 51).Select(one => portal.NewPersonAsync(one == 50 ? "Zenobia" : $"Member {one}")));
        var token = admin["tokens"]!["accessToken"]!.GetValue<string>();
        await portal.PostAsync($"/v1/orgs/{slug}/members/bulk", new { members = people.Select(person => new { email = person.Email, role = "viewer" }) }, token);
        await owner.Page.ReloadAsync();
        var (members, rows) = (owner.Page.Locator("#members"), owner.Page.Locator("#members li.member"));
        await Expect(rows).ToHaveCountAsync(50);
        await Expect(members.Locator(".count")).ToHaveTextAsync("50+");
        var shown = await rows.Locator("strong").AllInnerTextsAsync();

        await members.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Expect(owner.Page).ToHaveURLAsync(new Regex("#members$"));
        await Expect(rows).ToHaveCountAsync(2);
        (await rows.Locator("strong").AllInnerTextsAsync()).Intersect(shown).ShouldBeEmpty();
        await Expect(members.Locator(".count")).ToHaveCountAsync(0);
        await members.GetByRole(AriaRole.Link, new() { Name = "From the beginning" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(50);

        await owner.AnswerAsync("Find members", "zeno", "Find");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("Zenobia");
        if (scripts)
        {
            await owner.ShouldBeWellMadeAsync();
        }

        foreach (var nobody in new[] { "nobody-is-called-so", "???" })
        {
            await owner.AnswerAsync("Find members", nobody, "Find");
            await Expect(members.GetByText("Nobody was found.")).ToBeVisibleAsync();
            await Expect(owner.Field("Find members")).ToHaveValueAsync(nobody);
        }
    }

    [Fact]
    public async Task One_that_is_suspended_says_so_to_its_members()
    {
        await using var owner = await portal.VisitAsync();
        var slug = await MakeAsync(owner, "stopped");
        var admin = await portal.PostAsync(
            "/v1/auth/flows", new { type = "sign_in", answers = new { identifier = PortalServer.AdminEmail, password = PortalServer.Password } }, token: null);
        await portal.PostAsync($"/v1/orgs/{slug}/suspend", new { }, admin["tokens"]!["accessToken"]!.GetValue<string>());

        foreach (var page in new[] { "", "/keys", "/sign-in" })
        {
            (await owner.Page.GotoAsync($"/orgs/{slug}{page}"))!.Status.ShouldBe(403);
            await Expect(owner.Heading("This organisation is suspended")).ToBeVisibleAsync();
        }

        await owner.ShouldBeWellMadeAsync();
        await owner.Page.GotoAsync("/orgs");
        await Expect(owner.Page.Locator("main").GetByText("Suspended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_leaves_is_asked_first()
    {
        await using var owner = await portal.VisitAsync();
        await MakeAsync(owner, "leaving");
        var leave = owner.Button("Leave this organisation");
        await Expect(leave).ToBeHiddenAsync();
        await owner.Page.Locator("summary", new() { HasText = "Leave this organisation" }).ClickAsync();
        await Expect(owner.Page.GetByText("You lose access at once")).ToBeVisibleAsync();
        await leave.ClickAsync();

        await Expect(owner.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_menu_of_organisations_is_there_with_the_first_and_closes_behind_the_keyboard()
    {
        await using var owner = await portal.VisitAsync();
        await owner.SignInAsync(await portal.NewPersonAsync());
        var menu = owner.Page.Locator("[data-catalyst=org-switcher]");
        await Expect(menu).ToHaveCountAsync(0);
        await owner.Page.GotoAsync("/orgs");
        await owner.Field("Name").FillAsync("Menu");
        await owner.AnswerAsync("URL name", "menu", "Create an organisation");
        await menu.Locator("summary").ClickAsync();
        await owner.Page.Keyboard.PressAsync("Tab");
        await owner.Page.Keyboard.PressAsync("Tab");
        await Expect(menu.GetByText("All organisations")).ToBeFocusedAsync();
        await owner.Page.Keyboard.PressAsync("Tab");
        await Expect(menu.GetByText("All organisations")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("/invitations")]
    [InlineData("/email-change")]
    [InlineData("/unlock")]
    public async Task A_link_that_is_not_complete_leads_to_the_start(string page)
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.Page.GotoAsync(page);
        await Expect(visitor.Heading("This link is not complete")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "To the start page" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(portal.Url.ToString());
    }

    private async Task<string> MakeAsync(Visitor owner, string slug)
    {
        await owner.SignInAsync(await portal.NewPersonAsync(), "/orgs");
        await owner.Field("Name").FillAsync(char.ToUpperInvariant(slug[0]) + slug[1..]);
        await owner.AnswerAsync("URL name", slug, "Create an organisation");
        await owner.Page.WaitForURLAsync(new Regex($"/orgs/{slug}$"));
        return slug;
    }
}
