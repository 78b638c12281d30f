using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteSessionFlowTests(SqliteServer server) : SessionFlowTests(server);

public sealed class PostgresSessionFlowTests(PostgresServer server) : SessionFlowTests(server);

/// <summary>Flows within a session: proving anew who one is, making an address one's own, making a passkey. The golden transcripts have the ways that work.</summary>
public abstract class SessionFlowTests(TestServer server)
{
    [Theory]
    [InlineData("step_up")]
    [InlineData("email_verification")]
    [InlineData("passkey_setup")]
    public async Task Only_a_user_themselves_begins_one(string type)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var ofKey = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        var acting = await (await server.SignInAdminAsync()).PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", org, writes = true });

        (await server.StartAsync(type)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await ofKey.PostAsync("/v1/auth/flows", new { type })).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await new Caller(server.NewHttpClient(), acting.Text("tokens.accessToken")).PostAsync("/v1/auth/flows", new { type }))
            .ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
    }

    [Theory]
    [InlineData("step_up")]
    [InlineData("email_verification")]
    [InlineData("passkey_setup")]
    public async Task A_browsers_session_is_for_flows_of_that_browser_so_that_no_script_gets_a_token(string type)
    {
        using var browser = await SignInAsync(await server.SignUpAsync());
        var ada = await server.SignUpAsync();

        (await browser.SendAsync(HttpMethod.Post, "/v1/auth/flows", new { type })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await browser.SendAsync(HttpMethod.Post, "/v1/auth/flows", new { type, browser = true }, site: "cross-site"))
            .ShouldBe(HttpStatusCode.Unauthorized, "auth.cross_site");
        using var none = new Browser(server);
        (await none.SendAsync(HttpMethod.Post, "/v1/auth/flows", new { type, browser = true }, headers: [("Authorization", $"Bearer {ada.AccessToken}")]))
            .ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
    }

    [Fact]
    public async Task Nobody_else_answers_it_nor_reads_it_and_no_other_session_of_the_user()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var elsewhere = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        var begun = await ada.PostAsync("/v1/auth/flows", new { type = "step_up" });
        begun.ShouldBe(HttpStatusCode.OK);
        var path = $"/v1/auth/flows/{begun.Text("id")}";
        var answer = new { kind = "password", secret = begun.Text("secret"), answers = new { password = TestServer.Password } };

        foreach (var other in new[] { server.Anonymous(), eve, elsewhere })
        {
            (await other.PostAsync(path, answer)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        }

        (await server.ReadAsync(begun)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await ada.PostAsync(path, new { kind = "password", secret = new string('a', 43), answers = new { password = TestServer.Password } }))
            .ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.RecordsOfAsync(ada.SessionId)).Count.ShouldBe(1);

        (await ada.PostAsync(path, answer)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_step_up_raises_the_session_that_there_is()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var before = Jwt.Payload(ada.AccessToken!)["auth_time"]!.GetValue<long>();

        var done = await ada.PostAsync("/v1/auth/flows", new { type = "step_up", answers = new { password = TestServer.Password, org } });

        done.ShouldBe(HttpStatusCode.OK);
        done.Text("step.kind").ShouldBe("done");
        done.Text("session.id").ShouldBe(ada.SessionId);
        done.At("tokens").ShouldBeNull();
        var claims = Jwt.Payload(done.Text("steppedUp.accessToken"));
        claims["sid"]!.GetValue<string>().ShouldBe(ada.SessionId);
        claims["org"]!.GetValue<string>().ShouldBe(org);
        claims["auth_time"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(before);
        (await server.RecordsOfAsync(ada.SessionId)).Select(record => record.Action).ShouldBe([EventTypes.SessionCreated, EventTypes.SessionSteppedUp], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_wrong_raises_nothing()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var org = await ada.NewOrgAsync();

        (await StepUpAsync(eve, new { password = TestServer.Password, org })).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
        (await StepUpAsync(eve, new { password = "not the password at all" })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await StepUpAsync(eve, new { method = "email" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await StepUpAsync(eve, new { method = "totp", code = "123456" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await StepUpAsync(eve, new { values = new { a = "b" } })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");

        (await server.RecordsOfAsync(eve.SessionId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_code_is_not_spent_on_an_organisation_that_can_not_be_entered()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var org = await ada.NewOrgAsync();
        var (_, _, confirmed) = await eve.AddTotpAsync();
        var begun = await StepUpAsync(eve, new { method = "recovery_code" });
        var code = confirmed.RecoveryCodes()[0];

        (await AnswerAsync(eve, begun, new { code, org })).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
        (await AnswerAsync(eve, begun, new { code, org = "no such name at all!" })).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");

        (await AnswerAsync(eve, begun, new { code })).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task An_organisation_that_asks_for_more_is_told_of_and_the_proof_stays()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = eve.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { requireMfa = true, breakGlassUserId = ada.UserId })).ShouldBe(HttpStatusCode.OK);
        var begun = await StepUpAsync(eve, new { org });

        var done = await AnswerAsync(eve, begun, new { password = TestServer.Password });

        done.ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
        done.Text("step.kind").ShouldBe("done");
        Jwt.Payload(done.Text("steppedUp.accessToken"))["org"].ShouldBeNull();
        (await server.RecordsOfAsync(eve.SessionId)).Count.ShouldBe(2);
        (await AnswerAsync(eve, begun, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
        (await server.RecordsOfAsync(eve.SessionId)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_does_not_hold_is_told_as_that_and_a_wrong_proof_is_not()
    {
        var ada = await server.SignUpAsync();
        var dead = new Caller(server.NewHttpClient(), ada.AccessToken![..^3] + "AAA");
        var begun = await StepUpAsync(ada, new { });

        var refused = await StepUpAsync(dead, new { password = TestServer.Password });
        refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        refused.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString().ShouldContain("invalid_token");
        (await AnswerAsync(dead, begun, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");

        using var reader = server.NewHttpClient();
        reader.DefaultRequestHeaders.Add("Catalyst-Flow-Secret", begun.Text("secret"));
        (await new Caller(reader, dead.AccessToken).GetAsync($"/v1/auth/flows/{begun.Text("id")}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");

        var wrong = await AnswerAsync(ada, begun, new { password = "not the password at all" });
        wrong.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString().ShouldNotContain("invalid_token");
    }

    [Fact]
    public async Task Guesses_count_as_they_do_at_the_sign_in()
    {
        var ada = await server.SignUpAsync();
        var begun = await StepUpAsync(ada, new { });
        Answer last;
        var tries = 0;
        do
        {
            last = await AnswerAsync(ada, begun, new { password = $"not the password {tries++}" });
        }
        while (last.Status == HttpStatusCode.Unauthorized && tries < 30);

        last.ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await AnswerAsync(ada, begun, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await server.SignInAsync(ada.Email)).At("tokens").ShouldBeNull();
    }

    [Fact]
    public async Task It_ends_with_the_session_that_it_is_within()
    {
        var ada = await server.SignUpAsync();
        var begun = await StepUpAsync(ada, new { });
        (await ada.PostAsync("/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);

        (await AnswerAsync(ada, begun, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
    }

    [Fact]
    public async Task A_browser_gets_another_cookie_once_more_when_the_answer_got_lost_and_no_token()
    {
        using var browser = await SignInAsync(await server.SignUpAsync());
        var before = browser.Cookies["__Host-catalyst_session"];
        var begun = await browser.StartAsync("step_up");

        var done = await browser.AnswerAsync(begun, new { password = TestServer.Password });

        done.ShouldBe(HttpStatusCode.OK);
        done.Text("steppedUp.accessToken").ShouldBeEmpty();
        var raised = browser.Cookies["__Host-catalyst_session"];
        raised.ShouldNotBe(before);
        browser.Plant("__Host-catalyst_session", before);
        (await browser.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.AnswerAsync(begun, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
        browser.Cookies["__Host-catalyst_session"].ShouldBe(raised);
        (await browser.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_lost_answer_is_given_again_to_the_same_session_alone()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var begun = await StepUpAsync(ada, new { });
        var done = await AnswerAsync(ada, begun, new { password = TestServer.Password });

        (await AnswerAsync(eve, begun, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await AnswerAsync(server.Anonymous(), begun, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await AnswerAsync(ada, begun, new { password = TestServer.Password })).Text("steppedUp.accessToken").ShouldBe(done.Text("steppedUp.accessToken"));
        (await server.RecordsOfAsync(ada.SessionId)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_proven_answers_as_any_other_and_does_not_become_theirs()
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpAsync("Eve"));
        var begun = await eve.PostAsync("/v1/auth/flows", new { type = "email_verification", answers = new { identifier = ada.Email } });
        begun.Text("step.kind").ShouldBe("email_sent");

        (await AnswerAsync(eve, begun, new { code = await server.Mails.CodeToAsync(ada.Email) })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");

        (await AnswerAsync(eve, begun, new { })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        (await eve.GetAsync("/v1/me/emails")).Json!.AsArray().ShouldAllBe(email => !email!["verified"]!.GetValue<bool>());
        (await AnswerAsync(eve, begun, new { action = "restart" })).Text("step.kind").ShouldBe("identify");
        (await ada.PostAsync("/v1/auth/flows", new { type = "email_verification", answers = new { identifier = ada.Email } }))
            .ShouldBe(HttpStatusCode.Conflict, "user.email_exists");
    }

    [Fact]
    public async Task A_passkey_of_another_site_is_refused_and_one_gets_the_name_that_is_given()
    {
        var ada = await server.SignUpAsync();
        using var elsewhere = new SoftwareAuthenticator("https://evil.example");
        using var authenticator = new SoftwareAuthenticator(FactorCalls.Origin);
        var begun = await ada.PostAsync("/v1/auth/flows", new { type = "passkey_setup" });

        var refused = await AnswerAsync(ada, begun, new { passkey = elsewhere.Register(begun.At("step.passkey")!) });
        refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await ada.GetAsync("/v1/me/passkeys")).Body.ShouldNotContain("passkey_");
        (await AnswerAsync(ada, begun, new { name = new string('x', 300), passkey = authenticator.Register(refused.At("step.passkey")!) }))
            .ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        var made = await AnswerAsync(ada, begun, new { name = "Laptop", passkey = authenticator.Register(refused.At("step.passkey")!) });

        made.Text("step.kind").ShouldBe("recovery_codes");
        (await ada.GetAsync("/v1/me/passkeys")).Body.ShouldContain("\"Laptop\"");
        (await AnswerAsync(ada, made, begun, new { })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await AnswerAsync(ada, made, begun, new { action = "continue" })).Text("step.kind").ShouldBe("done");
    }

    private static Task<Answer> StepUpAsync(Caller caller, object answers) => caller.PostAsync("/v1/auth/flows", new { type = "step_up", answers });

    private static Task<Answer> AnswerAsync(Caller caller, Answer begun, object answers) => AnswerAsync(caller, begun, begun, answers);

    private static Task<Answer> AnswerAsync(Caller caller, Answer at, Answer begun, object answers) =>
        caller.PostAsync($"/v1/auth/flows/{begun.Text("id")}", new { kind = at.Text("step.kind"), secret = begun.Text("secret"), answers });

    private async Task<Browser> SignInAsync(Caller user)
    {
        var browser = new Browser(server);
        (await browser.StartAsync("sign_in", new { identifier = user.Email, password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
        return browser;
    }
}

/// <summary>The same as time goes by.</summary>
public sealed class SessionFlowClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Theory]
    [InlineData("email_verification")]
    [InlineData("passkey_setup")]
    public async Task What_changes_the_account_needs_a_proof_of_late_which_a_step_up_gives(string type)
    {
        var ada = await server.SignUpAsync();
        await server.AdvanceAsync(TimeSpan.FromMinutes(16));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));
        var begin = new { type, answers = new { identifier = $"another-{ada.Email}" } };

        var refused = await later.PostAsync("/v1/auth/flows", begin);
        refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        refused.At("proofs")!.ToJsonString().ShouldBe("[\"password\"]");
        refused.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString().ShouldContain("max_age=\"900\"");
        (await later.PostAsync("/v1/auth/flows", new { type })).ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");

        (await later.PostAsync("/v1/auth/flows", new { type = "step_up", answers = new { password = TestServer.Password } })).ShouldBe(HttpStatusCode.OK);
        (await later.PostAsync("/v1/auth/flows", begin)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_can_not_be_answered_after_a_quarter_of_an_hour()
    {
        var ada = await server.SignUpAsync();
        var begun = await ada.PostAsync("/v1/auth/flows", new { type = "step_up" });
        await server.AdvanceAsync(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));

        (await later.PostAsync(
            $"/v1/auth/flows/{begun.Text("id")}", new { kind = "password", secret = begun.Text("secret"), answers = new { password = TestServer.Password } }))
            .ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }
}
