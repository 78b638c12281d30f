using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.SignInPolicies;

public sealed class SqliteJoinByConsentTests(SqliteServer server) : JoinByConsentTests(server);

public sealed class PostgresJoinByConsentTests(PostgresServer server) : JoinByConsentTests(server);

/// <summary>Who signs in on the way to an open organisation is asked to join it, and joins with the end of the flow.</summary>
public abstract class JoinByConsentTests(TestServer server)
{
    [Fact]
    public async Task Who_agrees_is_a_member_and_has_a_token_for_it()
    {
        var (house, bob) = await NewHouseAsync();

        var asked = await house.SignInAsync(bob, house.Slug);

        asked.ShouldBe(HttpStatusCode.OK);
        asked.Text("step.kind").ShouldBe("consent");
        asked.At("step.org")!.ToJsonString().ShouldBe($$"""{"id":"{{house.Org}}","slug":"{{house.Slug}}","name":"Acme"}""");
        Actions(asked).ShouldBe(["continue", "decline", "restart"]);
        (await house.HasAsync(bob)).ShouldBeFalse();
        var done = await server.AnswerAsync(asked, new { action = "continue" });

        done.Text("step.kind").ShouldBe("done");
        var inside = Caller.Of(server.NewHttpClient(), done);
        Jwt.Payload(inside.AccessToken!)["org"]!.GetValue<string>().ShouldBe(house.Org);
        Jwt.Payload(inside.AccessToken!)["role"]!.GetValue<string>().ShouldBe("member");
        (await inside.GetAsync($"/v1/orgs/{house.Org}")).ShouldBe(HttpStatusCode.OK);
        var record = (await server.RecordsOfAsync(bob.UserId)).Single(record => record.Action == "member.added");
        record.Actor.ShouldBe(bob.UserId);
        (await house.Owner.GetAsync($"/v1/events?org={house.Org}&types=member.added")).Items()
            .ShouldContain(told => told["actor"]!.GetValue<string>() == bob.UserId);

        // Next time nobody is asked.
        (await house.SignInAsync(bob)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task Who_does_not_goes_on_without()
    {
        var (house, bob) = await NewHouseAsync();

        var done = await server.AnswerAsync(await house.SignInAsync(bob), new { action = "decline" });

        done.Text("step.kind").ShouldBe("done");
        Jwt.Payload(done.Text("tokens.accessToken"))["org"].ShouldBeNull();
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_but_the_word_counts_as_consent()
    {
        var (house, bob) = await NewHouseAsync();

        // Not in advance either, as what is consented to was not seen.
        var asked = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org = house.Org, action = "continue" });
        asked.Text("step.kind").ShouldBe("consent");
        foreach (var answers in new object[] { new { }, new { action = "resend" }, new { org = house.Org } })
        {
            var refused = await server.AnswerAsync(asked, answers);
            refused.ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
            refused.Text("step.kind").ShouldBe("consent");
        }

        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task Consent_is_to_the_organisation_that_was_shown()
    {
        var (house, bob) = await NewHouseAsync();
        var other = await OpenHouse.BuildAsync(server);

        var asked = await server.AnswerAsync(await house.SignInAsync(bob), new { action = "continue", org = other.Org });

        asked.Text("step.kind").ShouldBe("consent");
        asked.Text("step.org.id").ShouldBe(other.Org);
        (await house.HasAsync(bob)).ShouldBeFalse();
        (await other.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_begins_anew_is_asked_as_who_they_are_then()
    {
        var (house, bob) = await NewHouseAsync();
        var eve = await server.SignUpAsync("Eve");

        var anew = await server.AnswerAsync(await house.SignInAsync(bob), new { action = "restart" });
        anew.Text("step.kind").ShouldBe("identify");
        var asked = await server.AnswerAsync(anew, new { identifier = eve.Email, password = TestServer.Password });
        asked.Text("step.org.id").ShouldBe(house.Org);
        (await server.AnswerAsync(asked, new { action = "continue" })).Text("user.id").ShouldBe(eve.UserId);

        (await house.HasAsync(eve)).ShouldBeTrue();
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_agreed_and_then_goes_to_an_organisation_of_theirs_joins_nothing_and_is_in_that()
    {
        var (house, bob) = await NewHouseAsync(new { signUp = "open", requireMfa = true });
        var own = await bob.NewOrgAsync();
        var agreed = await server.AnswerAsync(await house.SignInAsync(bob), new { action = "continue" });
        agreed.Text("step.kind").ShouldBe("totp_setup");

        var codes = await server.AnswerAsync(
            agreed, new { code = new AuthenticatorApp(agreed.Text("step.totp.secret")).CodeAt(FactorCalls.Now), org = own });
        var done = await server.AnswerAsync(codes, new { action = "continue" });

        done.Text("step.kind").ShouldBe("done");
        Jwt.Payload(done.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(own);
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task Consent_is_of_the_user_who_gave_it()
    {
        var (house, bob) = await NewHouseAsync(new { signUp = "open", requireMfa = true });
        var eve = await server.SignUpAsync("Eve");
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await eve.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var agreed = await server.AnswerAsync(await house.SignInAsync(bob), new { action = "continue" });
        agreed.Text("step.kind").ShouldBe("totp_setup");

        // Bob can't begin anew from here; where the policy is changed to a way that he did not take, he can.
        await house.SetAsync(new { signUp = "open", methods = new[] { "passkey" } });
        var codes = await server.AnswerAsync(agreed, new { code = new AuthenticatorApp(agreed.Text("step.totp.secret")).CodeAt(FactorCalls.Now) });
        var stuck = await server.AnswerAsync(codes, new { action = "continue" });
        stuck.Text("step.kind").ShouldBe("choose_org");
        stuck.Code.ShouldBe("sign_in_policy.unmet");
        var anew = await server.AnswerAsync(stuck, new { action = "restart", org = house.Org });
        var hers = await server.AnswerAsync(anew, new { passkey = phone.Assert(anew.At("step.passkey")!) });

        hers.Text("step.kind").ShouldBe("consent");
        (await house.HasAsync(eve)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_it_asks_for_is_met_before_anybody_is_a_member()
    {
        var (house, bob) = await NewHouseAsync(new { signUp = "open", requireMfa = true });

        var asked = await server.AnswerAsync(await house.SignInAsync(bob), new { action = "continue" });
        asked.Text("step.kind").ShouldBe("totp_setup");
        (await house.HasAsync(bob)).ShouldBeFalse();
        var codes = await server.AnswerAsync(asked, new { code = new AuthenticatorApp(asked.Text("step.totp.secret")).CodeAt(FactorCalls.Now) });
        (await house.HasAsync(bob)).ShouldBeFalse();
        var done = await server.AnswerAsync(codes, new { action = "continue" });

        done.Text("step.kind").ShouldBe("done");
        (await Caller.Of(server.NewHttpClient(), done).GetAsync($"/v1/orgs/{house.Org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nor_does_who_took_a_way_that_is_not_allowed_become_one()
    {
        var (house, bob) = await NewHouseAsync(new { signUp = "open", methods = new[] { "passkey" } });

        var stuck = await server.AnswerAsync(await house.SignInAsync(bob), new { action = "continue" });

        stuck.ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
        stuck.Text("step.kind").ShouldBe("choose_org");
        (await server.AnswerAsync(stuck, new { action = "continue" })).Text("step.kind").ShouldBe("done");
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_one_that_is_not_open_it_says_what_it_says_of_none()
    {
        var bob = await server.SignUpAsync("Bob");
        var inviteOnly = await OpenHouse.BuildAsync(server, new { signUp = "invite_only" });
        var closed = await OpenHouse.BuildAsync(server, new { signUp = "closed" });
        var suspended = await OpenHouse.BuildAsync(server);
        await suspended.SuspendAsync();
        var ofNone = await inviteOnly.SignInAsync(bob, "nobody-has-this");
        ofNone.ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");

        foreach (var org in new[] { inviteOnly.Org, inviteOnly.Slug, closed.Org, closed.Slug, suspended.Org, suspended.Slug })
        {
            var answer = await inviteOnly.SignInAsync(bob, org);
            answer.Status.ShouldBe(ofNone.Status);
            Comparable(answer).ShouldBe(Comparable(ofNone));
        }
    }

    [Theory]
    [InlineData("invite_only")]
    [InlineData("closed")]
    public async Task What_was_closed_meanwhile_is_not_joined(string signUp)
    {
        var (house, bob) = await NewHouseAsync();
        var asked = await house.SignInAsync(bob);
        await house.SetAsync(new { signUp });

        var refused = await server.AnswerAsync(asked, new { action = "continue" });

        refused.ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        Comparable(refused).ShouldBe(Comparable(await house.SignInAsync(bob, "nobody-has-this")));
        (await server.AnswerAsync(refused, new { action = "continue" })).Text("step.kind").ShouldBe("done");
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nor_what_was_suspended_meanwhile()
    {
        var (house, bob) = await NewHouseAsync();
        var asked = await house.SignInAsync(bob);
        await house.SuspendAsync();

        (await server.AnswerAsync(asked, new { action = "continue" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
    }

    [Fact]
    public async Task Where_no_place_is_left_the_step_says_so()
    {
        var (house, bob) = await NewHouseAsync();
        await house.SetPlacesAsync(1);
        var asked = await house.SignInAsync(bob);

        var full = await server.AnswerAsync(asked, new { action = "continue" });

        full.ShouldBe(HttpStatusCode.Conflict, "org.full");
        full.Text("step.kind").ShouldBe("consent");
        full.Body.ShouldNotContain("limit");
        await house.SetPlacesAsync(2);
        (await server.AnswerAsync(full, new { action = "continue" })).Text("step.kind").ShouldBe("done");
        (await house.HasAsync(bob)).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_two_who_want_the_last_place_one_gets_it()
    {
        var (house, bob) = await NewHouseAsync();
        var eve = await server.SignUpAsync("Eve");
        await house.SetPlacesAsync(2);
        var (his, hers) = (await house.SignInAsync(bob), await house.SignInAsync(eve));

        var answers = await Task.WhenAll(server.AnswerAsync(his, new { action = "continue" }), server.AnswerAsync(hers, new { action = "continue" }));

        answers.Select(answer => answer.Text("step.kind")).Order().ShouldBe(["consent", "done"]);
        answers.Single(answer => answer.Text("step.kind") == "consent").ShouldBe(HttpStatusCode.Conflict, "org.full");
        (await house.Owner.GetAsync($"/v1/orgs/{house.Org}/members")).Items().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_agrees_in_two_browsers_at_once_is_a_member_once_and_signed_in_twice()
    {
        var (house, bob) = await NewHouseAsync();
        var (one, two) = (await house.SignInAsync(bob), await house.SignInAsync(bob));

        var answers = await Task.WhenAll(server.AnswerAsync(one, new { action = "continue" }), server.AnswerAsync(two, new { action = "continue" }));

        foreach (var done in answers)
        {
            done.Text("step.kind").ShouldBe("done");
            Jwt.Payload(done.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(house.Org);
        }

        (await server.RecordsOfAsync(bob.UserId)).Count(record => record.Action == "member.added").ShouldBe(1);
    }

    [Fact]
    public async Task On_the_way_to_an_app_of_it_one_is_asked_too()
    {
        var (house, bob) = await NewHouseAsync();
        var app = await house.Owner.NewAppAsync(house.Org);
        (await house.Owner.PatchAsync($"/v1/apps/{app}", new { signIn = new { methods = Array.Empty<string>(), requireMfa = true } })).ShouldBe(HttpStatusCode.OK);

        var asked = await GoAsync(bob, app);
        asked.Text("step.kind").ShouldBe("consent");

        // What the app asks for beyond its organisation as well.
        (await server.AnswerAsync(asked, new { action = "continue" })).Text("step.kind").ShouldBe("totp_setup");
        (await server.AnswerAsync(await GoAsync(bob, app), new { action = "decline" })).Text("step.kind").ShouldBe("done");

        // And where the app lets nobody in by themselves, nobody is.
        (await house.Owner.PatchAsync($"/v1/apps/{app}", new { signIn = new { methods = Array.Empty<string>(), signUp = "invite_only" } })).ShouldBe(HttpStatusCode.OK);
        (await GoAsync(bob, app)).Text("step.kind").ShouldBe("done");
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_browser_is_asked_as_well_and_its_session_is_a_cookie()
    {
        var (house, bob) = await NewHouseAsync();
        using var browser = new Browser(server);
        var asked = await browser.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org = house.Slug });
        asked.Text("step.kind").ShouldBe("consent");

        (await browser.SendAsync(HttpMethod.Post, $"/v1/auth/flows/{asked.Text("id")}", new { kind = "consent", answers = new { action = "continue" } }, site: "cross-site"))
            .ShouldBe(HttpStatusCode.Unauthorized, "auth.cross_site");
        (await house.HasAsync(bob)).ShouldBeFalse();
        (await browser.AnswerAsync(asked, new { action = "continue" })).Text("step.kind").ShouldBe("done");
        (await browser.GetAsync($"/v1/orgs/{house.Org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_was_signed_out_everywhere_meanwhile_joins_nothing()
    {
        var (house, bob) = await NewHouseAsync();
        var asked = await house.SignInAsync(bob);
        (await bob.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);

        (await server.AnswerAsync(asked, new { action = "continue" })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    private static string[] Actions(Answer asked) => [.. asked.At("step.actions")!.AsArray().Select(action => action!.GetValue<string>())];

    // All but what is of this flow alone.
    private static string Comparable(Answer answer)
    {
        var body = answer.Json!.DeepClone().AsObject();
        foreach (var own in new[] { "id", "secret", "expiresAt", "traceId" })
        {
            body.Remove(own);
        }

        return body.ToJsonString();
    }

    private Task<Answer> GoAsync(Caller user, string app) => server.StartAsync("sign_in", new { identifier = user.Email, password = TestServer.Password, app });

    private async Task<(OpenHouse House, Caller Bob)> NewHouseAsync(object? policy = null) =>
        (await OpenHouse.BuildAsync(server, policy), await server.SignUpAsync("Bob"));
}
