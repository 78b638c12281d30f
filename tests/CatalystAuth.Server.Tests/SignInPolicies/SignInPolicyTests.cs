using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.SignInPolicies;

public sealed class SqliteSignInPolicyTests(SqliteServer server) : SignInPolicyTests(server);

public sealed class PostgresSignInPolicyTests(PostgresServer server) : SignInPolicyTests(server);

/// <summary>What an organisation asks of the sessions that enter it.</summary>
public abstract class SignInPolicyTests(TestServer server)
{
    private const string Unmet = "sign_in_policy.unmet";

    [Fact]
    public async Task An_organisation_asks_for_nothing_until_it_says_so()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var policy = await ada.GetAsync($"/v1/orgs/{org}/sign-in-policy");

        policy.ShouldBe(HttpStatusCode.OK);
        policy.At("methods")!.AsArray().Count.ShouldBe(0);
        policy.At("requireMfa")!.GetValue<bool>().ShouldBeFalse();
        policy.Text("signUp").ShouldBe("invite_only");
        policy.At("breakGlassUserId").ShouldBeNull();
    }

    [Fact]
    public async Task A_member_with_one_factor_is_refused_everywhere_in_it_and_gets_in_with_two()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        var inside = await server.EnterAsync(bob, org);
        await SetAsync(ada, org, new { requireMfa = true });

        // The token of before is dead, a session of before gets none for the organisation, and one without it opens nothing there.
        (await inside.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await inside.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", inside.RefreshToken), ("org", org)))
            .Text("error_description").ShouldContain("a second factor");
        foreach (var path in new[] { $"/v1/orgs/{org}", $"/v1/orgs/{org}/members", $"/v1/orgs/{org}/sign-in-policy", $"/v1/me/effective?org={org}" })
        {
            (await bob.GetAsync(path)).ShouldBe(HttpStatusCode.Forbidden, Unmet);
        }

        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await bob.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var raised = new Caller(server.NewHttpClient(), (await bob.StepUpAsync(phone)).Text("accessToken"));
        (await raised.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", org))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stranger_learns_nothing_of_it()
    {
        var (ada, org) = await NewHouseAsync();
        await SetAsync(ada, org, new { requireMfa = true });
        var eve = await server.SignUpAsync("Eve");

        foreach (var answer in new[]
        {
            await eve.GetAsync($"/v1/orgs/{org}/sign-in-policy"), await eve.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { }),
            await eve.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "x" }), await eve.GetAsync($"/v1/orgs/{org}"),
        })
        {
            answer.ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        }

        (await server.Anonymous().GetAsync($"/v1/orgs/{org}/sign-in-policy")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_enters_with_one_factor_sets_the_second_up_on_the_way()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        await SetAsync(ada, org, new { requireMfa = true });

        var asked = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        asked.Text("step.kind").ShouldBe("totp_setup");
        var app = new AuthenticatorApp(asked.Text("step.totp.secret"));
        var codes = await server.AnswerAsync(asked, new { code = app.CodeAt(FactorCalls.Now) });
        codes.Text("step.kind").ShouldBe("recovery_codes");
        var done = await server.AnswerAsync(codes, new { action = "continue" });

        done.Text("step.kind").ShouldBe("done");
        (await Caller.Of(server.NewHttpClient(), done).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Or_makes_a_passkey_instead()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        await SetAsync(ada, org, new { requireMfa = true });
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);

        var asked = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        asked.At("step.methods")!.AsArray().Select(method => method!.GetValue<string>()).ShouldBe(["passkey"]);
        var setup = await server.AnswerAsync(asked, new { method = "passkey" });
        setup.Text("step.kind").ShouldBe("passkey_setup");
        (await server.AnswerAsync(setup, new { passkey = new { id = "none" } })).Code.ShouldBe("auth.invalid_credentials");
        setup = await server.ReadAsync(setup);
        var codes = await server.AnswerAsync(setup, new { passkey = phone.Register(setup.At("step.passkey")!) });
        codes.Text("step.kind").ShouldBe("recovery_codes");
        var done = await server.AnswerAsync(codes, new { action = "continue" });

        done.Text("step.kind").ShouldBe("done");
        (await Caller.Of(server.NewHttpClient(), done).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await server.ActionsAsync(bob.UserId)).ShouldContain("user.factor_added");
    }

    [Fact]
    public async Task Who_waits_to_set_one_up_sets_none_up_once_all_sessions_were_ended()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        await SetAsync(ada, org, new { requireMfa = true });
        var parked = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        var app = new AuthenticatorApp(parked.Text("step.totp.secret"));
        var passkey = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        passkey = await server.AnswerAsync(passkey, new { method = "passkey" });
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await bob.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);

        foreach (var answer in new[]
        {
            await server.AnswerAsync(parked, new { code = app.CodeAt(FactorCalls.Now) }), await server.AnswerAsync(parked, new { method = "passkey" }),
            await server.AnswerAsync(passkey, new { passkey = phone.Register(passkey.At("step.passkey")!) }),
        })
        {
            answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }

        (await server.ActionsAsync(bob.UserId)).ShouldNotContain("user.factor_added");
    }

    [Fact]
    public async Task Nor_once_there_is_one()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        await SetAsync(ada, org, new { requireMfa = true });
        var parked = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await bob.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);

        var asked = await server.AnswerAsync(parked, new { code = new AuthenticatorApp(parked.Text("step.totp.secret")).CodeAt(FactorCalls.Now) });

        // Nothing is set up, and that one is asked for.
        (asked.Text("step.kind"), asked.Text("step.method"), asked.At("tokens")).ShouldBe(("mfa", "passkey", null));
        (await bob.GetAsync("/v1/me/mfa")).At("totp")!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trusted_device_stands_in_for_no_factor_there()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        var (_, _, confirmed) = await bob.AddTotpAsync();
        var recovery = confirmed.RecoveryCodes();
        using var browser = new Browser(server);
        var asked = await browser.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password });
        (await browser.AnswerAsync(asked, new { method = "recovery_code", code = recovery[0], rememberDevice = true })).Text("step.kind").ShouldBe("done");
        (await browser.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password })).Text("step.kind").ShouldBe("done");
        await SetAsync(ada, org, new { requireMfa = true });

        (await browser.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, Unmet);
        var again = await browser.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        again.Text("step.kind").ShouldBe("mfa");
        (await browser.AnswerAsync(again, new { method = "recovery_code", code = "wrong" })).Code.ShouldBe("auth.invalid_code");
        (await browser.AnswerAsync(again, new { method = "recovery_code", code = recovery[1] })).Text("step.kind").ShouldBe("done");
        (await browser.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_way_than_the_allowed_ones_does_not_enter_and_what_is_allowed_does()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        await SetAsync(ada, org, new { methods = new[] { "passkey" } });
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await bob.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);

        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, Unmet);
        var begun = await server.StartAsync("sign_in", new { org });
        var done = await server.AnswerAsync(begun, new { passkey = phone.Assert(begun.At("step.passkey")!) });

        done.Text("step.kind").ShouldBe("done");
        (await Caller.Of(server.NewHttpClient(), done).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_can_not_take_an_allowed_way_goes_on_without_the_organisation_or_begins_anew()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        await SetAsync(ada, org, new { methods = new[] { "passkey" } });

        var asked = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        asked.Text("step.kind").ShouldBe("choose_org");
        asked.Code.ShouldBe(Unmet);
        (await server.AnswerAsync(asked, new { org })).Code.ShouldBe(Unmet);
        var anew = await server.AnswerAsync(asked, new { action = "restart" });
        anew.Text("step.kind").ShouldBe("identify");

        var other = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org });
        var done = await server.AnswerAsync(other, new { });
        done.Text("step.kind").ShouldBe("done");
        (await Caller.Of(server.NewHttpClient(), done).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, Unmet);
    }

    [Fact]
    public async Task Nobody_locks_themselves_out()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { requireMfa = true })).ShouldBe(HttpStatusCode.Conflict, "sign_in_policy.excludes_you");
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { methods = new[] { "passkey" } }))
            .ShouldBe(HttpStatusCode.Conflict, "sign_in_policy.excludes_you");
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { requireMfa = true, breakGlassUserId = ada.UserId })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_what_there_is_can_be_asked_for()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);

        foreach (var (body, field) in new (object Body, string Field)[]
        {
            (new { methods = new[] { "sms" } }, "methods"), (new { methods = new[] { "totp" } }, "methods"), (new { signUp = "maybe" }, "signUp"),
            (new { breakGlassUserId = bob.UserId }, "breakGlassUserId"),
        })
        {
            var refused = await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", body);
            refused.ShouldBe(HttpStatusCode.BadRequest, "sign_in_policy.invalid");
            refused.At("errors")!.AsObject().Select(error => error.Key).ShouldBe([field]);
        }
    }

    [Fact]
    public async Task It_is_set_by_who_may_and_by_the_version_they_read()
    {
        var (ada, org) = await NewHouseAsync();
        var bob = await AddMemberAsync(ada, org);
        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var program = new Caller(server.NewHttpClient(), (await ada.ExchangeAsync(key)).Text("access_token"));
        await SetAsync(ada, org, new { signUp = "closed" });

        (await bob.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await program.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { })).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await ada.SendAsync(HttpMethod.Put, $"/v1/orgs/{org}/sign-in-policy", new { }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed);

        // What a key was exchanged for goes on: it has proven nothing that a policy of sign-in is about.
        (await program.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        var changed = (await server.RecordsOfAsync(org)).Single(record => record.Action == "org.sign_in_policy_changed");
        changed.Data.ShouldContain("closed");
    }

    private async Task<(Caller Ada, string Org)> NewHouseAsync()
    {
        var ada = await server.SignUpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await ada.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var raised = await ada.StepUpAsync(phone);
        raised.ShouldBe(HttpStatusCode.OK);
        var strong = new Caller(server.NewHttpClient(), raised.Text("accessToken"));
        return (strong, await strong.NewOrgAsync());
    }

    private async Task<Caller> AddMemberAsync(Caller ada, string org)
    {
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        return bob;
    }

    private static async Task SetAsync(Caller ada, string org, object policy) =>
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", policy)).ShouldBe(HttpStatusCode.OK);
}
