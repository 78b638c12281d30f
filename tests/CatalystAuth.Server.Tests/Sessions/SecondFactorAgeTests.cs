using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Sessions;

public sealed class SqliteSecondFactorAgeTests(SqliteServer server) : SecondFactorAgeTests(server);

public sealed class PostgresSecondFactorAgeTests(PostgresServer server) : SecondFactorAgeTests(server);

/// <summary>When the second factor was proven, as sessions and tokens say it.</summary>
public abstract class SecondFactorAgeTests(TestServer server)
{
    [Fact]
    public async Task A_password_that_is_given_again_is_no_newer_use_of_the_second_factor()
    {
        var ada = await server.SignUpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await ada.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var made = At(await CurrentAsync(ada), "secondFactorAt");

        var raised = await ada.StepUpAsync(phone);
        var first = At(await CurrentAsync(ada), "secondFactorAt");
        first.ShouldBe(raised.At("authenticatedAt")!.GetValue<DateTimeOffset>());
        first.ShouldBeGreaterThan(made);
        AuthTimeOf(raised).ShouldBe(first.ToUnixTimeSeconds());

        var again = await ada.PostAsync("/v1/auth/step-up", new { password = TestServer.Password });
        again.Text("acr").ShouldBe("aal2");
        AuthTimeOf(again).ShouldBe(first.ToUnixTimeSeconds());
        var session = await CurrentAsync(ada);
        At(session, "secondFactorAt").ShouldBe(first);
        At(session, "authenticatedAt").ShouldBe(again.At("authenticatedAt")!.GetValue<DateTimeOffset>());
        At(session, "authenticatedAt").ShouldBeGreaterThan(first);

        (await ada.StepUpAsync(phone)).ShouldBe(HttpStatusCode.OK);
        At(await CurrentAsync(ada), "secondFactorAt").ShouldBeGreaterThan(At(session, "authenticatedAt"));
    }

    [Fact]
    public async Task A_sign_in_by_a_passkey_alone_has_it_and_one_by_a_password_or_from_a_trusted_browser_has_not()
    {
        var ada = await server.SignUpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        var before = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        var codes = (await ada.AddPasskeyAsync(phone)).RecoveryCodes();
        var begun = await server.StartAsync("sign_in");
        var strong = Caller.Of(server.NewHttpClient(), await server.AnswerAsync(begun, new { passkey = phone.Assert(begun.At("step.passkey")!) }));
        var session = await CurrentAsync(strong);
        At(session, "secondFactorAt").ShouldBe(At(session, "authenticatedAt"));

        using var browser = new Browser(server);
        var asked = await browser.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password });
        (await browser.AnswerAsync(asked, new { method = "recovery_code", code = codes[0], rememberDevice = true })).Text("step.kind").ShouldBe("done");
        At(Current(await browser.GetAsync("/v1/me/sessions")), "secondFactorAt").ShouldBeGreaterThan(At(session, "secondFactorAt"));

        (await browser.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password })).Text("step.kind").ShouldBe("done");
        var trusted = Current(await browser.GetAsync("/v1/me/sessions"));
        trusted["amr"]!.ToJsonString().ShouldBe("""["pwd"]""");
        trusted["secondFactorAt"].ShouldBeNull();
        (await CurrentAsync(before))["secondFactorAt"].ShouldBeNull();
    }

    private static async Task<JsonNode> CurrentAsync(Caller caller) => Current(await caller.GetAsync("/v1/me/sessions"));

    private static JsonNode Current(Answer sessions) => sessions.Items().Single(session => session["isCurrent"]!.GetValue<bool>());

    private static DateTimeOffset At(JsonNode session, string member) => session[member].ShouldNotBeNull().GetValue<DateTimeOffset>();

    private static long AuthTimeOf(Answer steppedUp) => Jwt.Payload(steppedUp.Text("accessToken"))["auth_time"]!.GetValue<long>();
}

/// <summary>What rules and changes of the account make of it as time goes by.</summary>
public sealed class SecondFactorClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task A_rule_and_a_change_of_the_account_look_at_the_second_factor()
    {
        var ada = await server.SignUpAsync();
        var (owner, org) = (ada.Email, await ada.NewOrgAsync());
        var created = await ada.PostAsync($"/v1/orgs/{org}/apps", Json.Content("""{"name":"Vault","hosts":["app.localhost"],"rules":[{"path":"/**","require":{"mfa":{"maxAge":600}}}]}"""));
        created.ShouldBe(HttpStatusCode.Created);
        var (_, app, _) = await ada.AddTotpAsync(server.Clock.GetUtcNow());
        await server.AdvanceAsync(TimeSpan.FromSeconds(30));
        var strong = await ProveAsync(ada, new { code = app.CodeAt(server.Clock.GetUtcNow()), org });
        await ShouldSayAsync(strong, HttpStatusCode.OK, "decision.allowed");

        // The session is refreshed as it goes on.
        var refresh = ada.RefreshToken;
        for (var i = 0; i < 4; i++)
        {
            await server.AdvanceAsync(TimeSpan.FromMinutes(4));
            var answer = await ada.RefreshAsync(refresh);
            answer.ShouldBe(HttpStatusCode.OK);
            (refresh, ada) = (answer.Text("refresh_token"), new Caller(server.NewHttpClient(), answer.Text("access_token")));
        }

        var another = new { address = $"another-{owner}" };
        (await ada.PostAsync("/v1/me/emails", another)).ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        var proven = await ProveAsync(ada, new { password = TestServer.Password, org });
        (await proven.PostAsync("/v1/me/emails", another)).ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        await ShouldSayAsync(proven, HttpStatusCode.Unauthorized, "decision.step_up_required");

        await ShouldSayAsync(await ProveAsync(proven, new { code = app.CodeAt(server.Clock.GetUtcNow()), org }), HttpStatusCode.OK, "decision.allowed");
        (await proven.PostAsync("/v1/me/emails", another)).ShouldBe(HttpStatusCode.Created);

        async Task ShouldSayAsync(Caller caller, HttpStatusCode status, string reason)
        {
            (await server.AskGateAsync(created.Text("id"), "/x", caller.AccessToken)).Status.ShouldBe(status);
            var evaluated = await caller.PostAsync("/v1/policies/evaluate", new { org, require = new { mfa = new { maxAge = 600 } } });
            evaluated.Text("reason").ShouldBe(reason);
            evaluated.At("inputs.authenticatedAt")!.GetValue<DateTimeOffset>().ToUnixTimeSeconds()
                .ShouldBe(Jwt.Payload(caller.AccessToken!)["auth_time"]!.GetValue<long>());
        }
    }

    private async Task<Caller> ProveAsync(Caller caller, object proof)
    {
        var raised = await caller.PostAsync("/v1/auth/step-up", proof);
        raised.ShouldBe(HttpStatusCode.OK);
        return new(server.NewHttpClient(), raised.Text("accessToken"));
    }
}
