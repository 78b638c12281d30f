using Bunit;
using CatalystAuth.Blazor.Keys;
using CatalystAuth.Blazor.Orgs;
using CatalystAuth.Blazor.Sessions;
using CatalystAuth.Blazor.Users;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Blazor.Tests;

/// <summary>Profile, organisations, keys and sessions: what is shown, what is sent, and what is told when it is refused.</summary>
public sealed class AccountTests : InteractiveContext
{
    private static readonly Error Refusal = new("request.rate_limited", "Too often.", ErrorKind.TooMany);
    private static readonly Profile Ada = new("Ada", null, null, null, "de", null, null, null, [new("Site", "https://ada.example")], [], new() { ["theme"] = "dark" }, null, 3);

    [Fact]
    public void A_profile_is_saved_with_its_version_and_what_the_form_does_not_show()
    {
        AnswerBy(arguments => Ada with { Name = ((SetMyProfileRequest)arguments[0]!).Name, Version = 4 });
        Profile? saved = null;

        var shown = Render<UserProfileForm>(parameters => parameters.Add(form => form.Profile, Ada).Add(form => form.OnSaved, profile => saved = profile));
        shown.Find("select[name=locale] option[selected]").GetAttribute("value").ShouldBe("de");
        shown.Find("input[name=name]").Change("Ada Lovelace");
        shown.Find("form").Submit();

        var request = Calls.Single().Arguments[0].ShouldBeOfType<SetMyProfileRequest>();
        (request.Name, request.Locale, request.Links!.Single().Url, (string?)request.Writable!["theme"]).ShouldBe(("Ada Lovelace", "de", "https://ada.example", "dark"));
        Calls[0].Arguments[1].ShouldBe(3);
        saved.ShouldNotBeNull().Version.ShouldBe(4);
        shown.Find("form").GetAttribute("data-state").ShouldBe("saved");
    }

    [Fact]
    public void What_is_wrong_with_a_profile_is_told_beside_its_field_and_else_above()
    {
        Refuse<Profile>(Error.Field("user.invalid_profile", "phone", "A number in international form."));
        Refuse<Profile>(Refusal);
        var shown = Render<UserProfileForm>(parameters => parameters.Add(form => form.Profile, Ada));

        shown.Find("input[name=phone]").Change("not a number");
        shown.Find("form").Submit();
        var phone = shown.Find("input[name=phone]");
        (phone.GetAttribute("aria-invalid"), phone.GetAttribute("value")).ShouldBe(("true", "not a number"));
        shown.Find("#profile-phone-error").TextContent.ShouldNotBeNullOrWhiteSpace();
        shown.FindAll("[role=alert]").ShouldBeEmpty();

        shown.Find("form").Submit();
        shown.Find("[role=alert]").TextContent.ShouldBe("That was too often. Wait a moment, then try again.");
        shown.Find("form").GetAttribute("data-state").ShouldBe("error");
    }

    [Fact]
    public void An_organisation_is_chosen_by_its_link_or_by_the_page()
    {
        MyOrg[] orgs = [new(OrgId.From(Guid.CreateVersion7()), "acme", "Acme Robotics", "owner"), new(OrgId.From(Guid.CreateVersion7()), "other", "Other", "custom")];
        string? chosen = null;

        var shown = Render<OrgSwitcher>(parameters => parameters
            .Add(switcher => switcher.Orgs, orgs).Add(switcher => switcher.Value, "acme").Add(switcher => switcher.AllHref, "/orgs")
            .Add(switcher => switcher.ValueChanged, slug => chosen = slug));
        shown.Find("[data-part=chosen]").TextContent.ShouldBe("Acme Robotics");
        shown.Find("a[aria-current=true]").GetAttribute("href").ShouldBe("/orgs/acme");
        shown.FindAll("li a").Select(link => link.GetAttribute("href")).ShouldBe(["/orgs/acme", "/orgs/other", "/orgs"]);
        shown.FindAll("li small").Select(role => role.TextContent).ShouldBe(["Owner", "custom"]);
        shown.Find("a[href='/orgs/other']").Click();

        chosen.ShouldBe("other");
        Render<OrgSwitcher>(parameters => parameters.Add(switcher => switcher.Orgs, [])).Find("details").GetAttribute("data-state").ShouldBe("empty");
    }

    [Fact]
    public void A_key_that_is_revoked_goes_off_the_list()
    {
        var (one, other) = (KeyOf("Reports"), KeyOf("Backup"));
        Answer(Result.Success);
        IReadOnlyList<ApiKey> left = [];

        var shown = Render<KeyList>(parameters => parameters
            .Add(list => list.Keys, [one, other]).Add(list => list.Now, Now).Add(list => list.KeysChanged, keys => left = keys));
        shown.FindAll("[data-part=key] strong").Select(name => name.TextContent).ShouldBe(["Reports", "Backup"]);
        shown.Find("form").Submit();

        Calls.Single().Arguments[0].ShouldBe(one.Id);
        left.ShouldBe([other]);
        shown.FindAll("[data-part=key]").Count.ShouldBe(1);
        shown.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Fact]
    public void A_key_that_can_not_be_revoked_stays_and_why_is_told_until_it_can()
    {
        Answer((Result)Refusal);
        Answer(Result.Success);
        var shown = Render<KeyList>(parameters => parameters.Add(list => list.Keys, [KeyOf("Reports")]).Add(list => list.Now, Now));

        shown.Find("form").Submit();
        shown.Find("[role=alert]").TextContent.ShouldBe("That was too often. Wait a moment, then try again.");
        shown.FindAll("[data-part=key]").Count.ShouldBe(1);

        shown.Find("form").Submit();
        shown.FindAll("[role=alert], [data-part=key]").ShouldBeEmpty();
    }

    [Fact]
    public void A_session_that_can_not_be_ended_stays_and_why_is_told()
    {
        Answer((Result)Refusal);
        var session = new Session(SessionId.From(Guid.CreateVersion7()), Now, Now, Now.AddDays(1), "192.0.2.1", "x", IsCurrent: false, ["pwd"]);
        var shown = Render<SessionList>(parameters => parameters.Add(list => list.Sessions, [session]).Add(list => list.Now, Now));

        shown.Find("form").Submit();

        shown.Find("[role=alert]").TextContent.ShouldBe("That was too often. Wait a moment, then try again.");
        shown.FindAll("[data-part=session]").Count.ShouldBe(1);
    }

    private static ApiKey KeyOf(string name) => new(
        KeyId.From(Guid.CreateVersion7()), OrgId.From(Guid.CreateVersion7()), name, KeyKind.Secret, ["app:read"], "abcd", UserId.From(Guid.CreateVersion7()), Now, null, null);
}
