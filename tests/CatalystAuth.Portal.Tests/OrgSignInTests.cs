using CatalystAuth.Testing.Factors;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CatalystAuth.Portal.Tests;

/// <summary>How the members of an organisation sign in, and the door for those who have not done so.</summary>
public sealed class OrgSignInTests(PortalServer portal)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_owner_asks_for_two_factors_stands_at_the_door_and_breaks_the_glass(bool scripts)
    {
        var slug = $"door-{scripts}".ToLowerInvariant();
        await using var visitor = await portal.VisitAsync(new() { JavaScriptEnabled = scripts });
        await visitor.SignInAsync(await portal.NewPersonAsync("Grace"), "/orgs");
        await visitor.Field("Name").FillAsync("Acme");
        await visitor.AnswerAsync("URL name", slug, "Create an organisation");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sign-in", Exact = true }).ClickAsync();
        await LookAsync();

        await visitor.Field("Every member needs two factors").CheckAsync();
        await visitor.Button("Save").ClickAsync();
        await Expect(visitor.Page.GetByText("you could not come in yourself")).ToBeVisibleAsync();
        await Expect(visitor.Field("Every member needs two factors")).ToBeCheckedAsync();
        await LookAsync();

        await visitor.Field("Break-glass member").SelectOptionAsync(new SelectOptionValue { Label = "Grace" });
        await visitor.Button("Save").ClickAsync();
        await Expect(visitor.Heading("One more proof")).ToBeVisibleAsync();
        await LookAsync();

        await visitor.Page.GotoAsync($"/orgs/{slug}");
        await Expect(visitor.Heading("One more proof")).ToBeVisibleAsync();
        await visitor.Page.GetByText("Emergency access").ClickAsync();
        await LookAsync();
        await visitor.AnswerAsync("Why", "Every phone is lost", "Break the glass");

        await Expect(visitor.Page.GetByText("You are in for an hour.")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#members")).ToContainTextAsync("Grace");

        // Without scripts nobody can look.
        Task LookAsync() => scripts ? visitor.ShouldBeWellMadeAsync() : Task.CompletedTask;
    }

    [Fact]
    public async Task A_member_reads_what_only_owners_and_admins_change()
    {
        await using var owner = await portal.VisitAsync();
        await owner.SignInAsync(await portal.NewPersonAsync("Ada"), "/orgs");
        await owner.Field("Name").FillAsync("Readable");
        await owner.AnswerAsync("URL name", "readable", "Create an organisation");
        var person = await portal.NewPersonAsync("Linus");
        await owner.AnswerAsync("E-mail", person.Email, "Invite");
        var link = await owner.Page.Locator("#invitations [data-part=secret]").InnerTextAsync();
        await using var guest = await portal.VisitAsync();
        await guest.SignInAsync(person);
        await guest.Page.GotoAsync(link);
        await guest.Button("Join as Linus").ClickAsync();

        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Sign-in", Exact = true }).ClickAsync();
        await Expect(guest.Page.GetByText("Only owners and admins change this.")).ToBeVisibleAsync();
        await Expect(guest.Field("Every member needs two factors")).ToBeDisabledAsync();
        await Expect(guest.Field("Break-glass member")).ToBeDisabledAsync();
        await Expect(guest.Button("Save")).ToHaveCountAsync(0);
        await guest.ShouldBeWellMadeAsync();
    }

    [Fact]
    public async Task Who_is_not_the_break_glass_member_is_told_so()
    {
        await using var owner = await portal.VisitAsync();
        await owner.SignInAsync(await portal.NewPersonAsync("Ada"), "/orgs");
        await owner.Field("Name").FillAsync("Guarded");
        await owner.AnswerAsync("URL name", "guarded", "Create an organisation");
        var person = await portal.NewPersonAsync("Linus");
        await owner.AnswerAsync("E-mail", person.Email, "Invite");
        var link = await owner.Page.Locator("#invitations [data-part=secret]").InnerTextAsync();
        await using var guest = await portal.VisitAsync();
        await guest.SignInAsync(person);
        await guest.Page.GotoAsync(link);
        await guest.Button("Join as Linus").ClickAsync();
        await owner.Page.GotoAsync("/orgs/guarded/sign-in");
        await owner.Field("Every member needs two factors").CheckAsync();
        await owner.Field("Break-glass member").SelectOptionAsync(new SelectOptionValue { Label = "Ada" });
        await owner.Button("Save").ClickAsync();

        await guest.Page.GotoAsync("/orgs/guarded");
        await Expect(guest.Heading("One more proof")).ToBeVisibleAsync();
        await guest.Page.GetByText("Emergency access").ClickAsync();
        await guest.AnswerAsync("Why", "I want in", "Break the glass");
        await Expect(guest.Page.GetByText("You are not the break-glass member")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_has_no_second_factor_sets_one_up_and_comes_back()
    {
        var person = await portal.NewPersonAsync("Ada");
        var org = await portal.PostAsync("/v1/orgs", new { name = "Vault", slug = "vault" }, person.AccessToken);
        await portal.PostAsync("/v1/orgs", new { name = "Yard", slug = "yard" }, person.AccessToken);
        await portal.PutAsync(
            "/v1/orgs/vault/sign-in-policy", new { requireMfa = true, breakGlassUserId = org["ownerUserId"]!.GetValue<string>() }, person.AccessToken);
        await using var visitor = await portal.VisitAsync();
        await visitor.SignInAsync(person);

        // One that is closed hides none that is open.
        await visitor.Page.GotoAsync("/account/keys?org=vault");
        await Expect(visitor.Heading("One more proof")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Field("Organisation").SelectOptionAsync("yard");
        await visitor.Button("Show").ClickAsync();
        await Expect(visitor.Heading("New key for Yard")).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("/orgs/vault/keys");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Prove it now" })).ToHaveCountAsync(0);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Set up a second factor" }).ClickAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Button("Set up an app").ClickAsync();
        await visitor.Page.GetByText("Can't scan it?").ClickAsync();
        var app = new AuthenticatorApp((await visitor.Page.Locator("[data-part=secret]").InnerTextAsync()).Replace(" ", string.Empty, StringComparison.Ordinal));
        await visitor.AnswerAsync("Code", "000000", "Turn on");
        await Expect(visitor.Field("Code")).ToHaveAttributeAsync("aria-invalid", "true");
        await visitor.AnswerAsync("Code", app.CodeAt(TimeProvider.System.GetUtcNow()), "Turn on");
        await Expect(visitor.Heading("Keep these codes")).ToBeVisibleAsync();
        await visitor.ShouldBeWellMadeAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Go back" }).ClickAsync();
        await Expect(visitor.Heading("Vault")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_another_tab_saved_meanwhile_is_not_undone_unseen()
    {
        await using var owner = await portal.VisitAsync();
        await owner.SignInAsync(await portal.NewPersonAsync("Ada"), "/orgs");
        await owner.Field("Name").FillAsync("Tabs");
        await owner.AnswerAsync("URL name", "tabs", "Create an organisation");
        await owner.Page.GotoAsync("/orgs/tabs/sign-in");
        await owner.Field("Break-glass member").SelectOptionAsync(new SelectOptionValue { Label = "Ada" });
        await owner.Button("Save").ClickAsync();
        await Expect(owner.Page.GetByText("Saved.")).ToBeVisibleAsync();
        var other = await owner.Context.NewPageAsync();
        await other.GotoAsync("/orgs/tabs/sign-in");
        await other.GetByLabel("Who may join").SelectOptionAsync("open");
        await other.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(other.GetByText("Saved.")).ToBeVisibleAsync();

        await owner.Field("Passkey").CheckAsync();
        await owner.Button("Save").ClickAsync();

        await Expect(owner.Page.GetByText("Somebody changed this meanwhile.")).ToBeVisibleAsync();
        await owner.ShouldBeWellMadeAsync();
        await owner.Page.GotoAsync("/orgs/tabs/sign-in");
        await Expect(owner.Field("Who may join")).ToHaveValueAsync("open");
        await Expect(owner.Field("Passkey")).Not.ToBeCheckedAsync();
        await owner.Button("Save").ClickAsync();
        await Expect(owner.Field("Break-glass member").Locator("option:checked")).ToHaveTextAsync("Ada");
    }
}
