using System.Net;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteNewPasswordAttackTests(SqliteServer server) : NewPasswordAttackTests(server);

public sealed class PostgresNewPasswordAttackTests(PostgresServer server) : NewPasswordAttackTests(server);

/// <summary>What somebody tries who is asked for another password and sets none.</summary>
public abstract class NewPasswordAttackTests(TestServer server)
{
    private const string Better = "tulips orbit a quiet volcano";

    [Fact]
    public async Task It_is_not_passed_over_by_an_answer_to_anything_else()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var parked = await server.ParkAtNewPasswordAsync(ada);

        foreach (var kind in new[] { "password", "mfa", "choose_org", "totp_setup", "recovery_codes", "identify", "done" })
        {
            (await server.AnswerAsync(parked, new { password = TestServer.Password, action = "continue", org }, kind))
                .ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
        }

        foreach (var answers in new object[] { new { }, new { action = "continue" }, new { method = "email" }, new { org }, new { code = "123456" }, new { name = "Ada" } })
        {
            var answer = await server.AnswerAsync(parked, answers);
            answer.ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
            (answer.Text("step.kind"), answer.Text("step.reason")).ShouldBe(("prompt", "password_change_required"));
            answer.At("tokens").ShouldBeNull();
        }

        (await server.ReadAsync(parked)).Text("step.reason").ShouldBe("password_change_required");
    }

    [Fact]
    public async Task Who_begins_anew_is_asked_again_and_the_first_proof_is_gone()
    {
        var ada = await server.SignUpAsync();
        var parked = await server.ParkAtNewPasswordAsync(ada);

        var anew = await server.AnswerAsync(parked, new { action = "restart" });
        anew.Text("step.kind").ShouldBe("identify");
        (await server.AnswerAsync(anew, new { password = Better }, "prompt")).ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
        var again = await server.AnswerAsync(anew, new { identifier = ada.Email, password = TestServer.Password });

        again.Text("step.reason").ShouldBe("password_change_required");
        (await server.SignInAsync(ada.Email)).Text("step.reason").ShouldBe("password_change_required");
    }

    [Fact]
    public async Task Somebody_else_who_goes_on_in_the_same_flow_is_not_asked_for_what_was_asked_of_the_first()
    {
        var (ada, bob) = (await server.SignUpWithShortPasswordAsync(), await server.SignUpAsync("Bob"));
        var parked = await server.SignInAsync(ada.Email, NewPasswordCalls.Short);
        parked.Text("step.reason").ShouldBe("password_too_short");

        var done = await server.AnswerAsync(
            await server.AnswerAsync(parked, new { action = "restart" }), new { identifier = bob.Email, password = TestServer.Password });

        done.Text("step.kind").ShouldBe("done");
        done.Text("user.id").ShouldBe(bob.UserId);
    }

    [Fact]
    public async Task The_answer_that_proved_it_leads_no_further_when_it_is_sent_again()
    {
        var ada = await server.SignUpAsync();
        await server.RequireChangeAsync(ada);
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });
        (await server.AnswerAsync(flow, new { password = TestServer.Password })).Text("step.reason").ShouldBe("password_change_required");

        var again = await server.AnswerAsync(flow, new { password = TestServer.Password });

        (again.Text("step.kind"), again.Text("step.reason")).ShouldBe(("prompt", "password_change_required"));
        again.At("tokens").ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_new_passwords_at_once_one_counts()
    {
        var ada = await server.SignUpAsync();
        var parked = await server.ParkAtNewPasswordAsync(ada);
        var passwords = Enumerable.Range(0, 5).Select(i => $"{Better} number {i}").ToList();

        var answers = await Task.WhenAll(passwords.Select(password => server.AnswerAsync(parked, new { password })));

        var counted = answers.Index().Where(answer => answer.Item.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(
            answer => new[] { "flow.answered", "flow.not_found", "auth.invalid_credentials" }.Contains(answer.Code));
        (await Caller.Of(server.NewHttpClient(), counted.Item).GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(1);
        (await server.SignInAsync(ada.Email, passwords[counted.Index])).Text("step.kind").ShouldBe("done");
        (await server.AnswerAsync(parked, new { password = Better })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Fact]
    public async Task Who_is_banned_meanwhile_sets_none()
    {
        var ada = await server.SignUpAsync();
        var parked = await server.ParkAtNewPasswordAsync(ada);
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "Spam" })).ShouldBe(HttpStatusCode.OK);

        (await server.AnswerAsync(parked, new { password = Better })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        (await admin.DeleteAsync($"/v1/users/{ada.UserId}/ban")).ShouldBe(HttpStatusCode.NoContent);
        (await server.SignInAsync(ada.Email, Better)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    [Fact]
    public async Task A_proof_that_waits_sets_none_once_all_sessions_were_ended()
    {
        var ada = await server.SignUpAsync();
        var parked = await server.ParkAtNewPasswordAsync(ada);
        (await ada.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);

        (await server.AnswerAsync(parked, new { password = Better })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        (await server.SignInAsync(ada.Email)).Text("step.reason").ShouldBe("password_change_required");
    }

    [Fact]
    public async Task A_password_that_was_changed_meanwhile_is_not_changed_by_a_proof_of_before()
    {
        var ada = await server.SignUpAsync();
        var parked = await server.ParkAtNewPasswordAsync(ada);
        (await ada.PutAsync("/v1/me/password", new { password = Better, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);

        (await server.AnswerAsync(parked, new { password = "quite another horse battery" })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        (await server.SignInAsync(ada.Email, Better)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task Who_waits_elsewhere_in_the_flow_is_asked_too()
    {
        var ada = await server.SignUpAsync();
        var choose = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org = "nobody-has-this" });
        choose.Text("step.kind").ShouldBe("choose_org");
        await server.RequireChangeAsync(ada);

        (await server.AnswerAsync(choose, new { action = "continue" })).Text("step.reason").ShouldBe("password_change_required");
    }

    [Fact]
    public async Task An_invitation_that_is_refused_changes_no_password()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var other = (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = FlowCalls.NewEmail(), role = "member" })).Text("token");
        var bob = await server.SignUpAsync("Bob");
        var parked = await server.ParkAtNewPasswordAsync(bob);

        (await server.AnswerAsync(parked, new { password = Better, invitation = other })).At("tokens").ShouldBeNull();

        (await bob.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await server.SignInAsync(bob.Email)).Text("step.reason").ShouldBe("password_change_required");
    }

    [Fact]
    public async Task The_password_of_before_is_not_guessed_by_answers_that_set_none()
    {
        var ada = await server.SignUpAsync();
        var unknown = InvitationTokenText.Create(TypeId.New<InvitationId>(FactorCalls.Now));
        var parked = await server.ParkAtNewPasswordAsync(ada);

        for (var guess = 1; guess < 5; guess++)
        {
            (await GuessAsync(parked, guess, unknown)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        }

        (await server.AnswerAsync(parked, new { password = TestServer.Password })).At("step.errors")![0]!["code"]!.GetValue<string>().ShouldBe("auth.password_unchanged");
        (await GuessAsync(parked, 5, unknown)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await GuessAsync(await server.SignInAsync(ada.Email), 5, unknown)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
    }

    [Fact]
    public async Task Who_sets_another_password_has_as_many_looks_again()
    {
        var ada = await server.SignUpAsync();
        var unknown = InvitationTokenText.Create(TypeId.New<InvitationId>(FactorCalls.Now));
        var parked = await server.ParkAtNewPasswordAsync(ada);
        for (var guess = 1; guess < 5; guess++)
        {
            (await GuessAsync(parked, guess, unknown)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        }

        (await server.AnswerAsync(parked, new { password = Better })).Text("step.kind").ShouldBe("done");
        await server.RequireChangeAsync(ada);

        (await GuessAsync(await server.SignInAsync(ada.Email, Better), 5, unknown)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
    }

    private Task<Answer> GuessAsync(Answer parked, int guess, string invitation) =>
        server.AnswerAsync(parked, new { password = $"{Better} number {guess}", invitation });
}
