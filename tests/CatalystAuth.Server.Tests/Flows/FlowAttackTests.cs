using System.Net;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteFlowAttackTests(SqliteServer server) : FlowAttackTests(server);

public sealed class PostgresFlowAttackTests(PostgresServer server) : FlowAttackTests(server);

/// <summary>What somebody tries with flows that are not theirs, or are theirs no more.</summary>
public abstract class FlowAttackTests(TestServer server)
{
    private const string NewPassword = "an entirely different long sentence";

    [Fact]
    public async Task Recovery_is_into_the_account_alone_so_that_nothing_comes_between_the_password_and_the_end()
    {
        var ada = await server.SignUpAsync();
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email, org = "nobody-has-this" });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email), org = "nobody-has-this" });

        (await server.AnswerAsync(asked, new { password = NewPassword, org = "nobody-has-this" })).Text("step.kind").ShouldBe("done");

        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInAsync(ada.Email, NewPassword)).ShouldBe(HttpStatusCode.OK);
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_code_that_was_mailed_is_worth_nothing_for_another_account_though_the_flow_is_the_same()
    {
        var (eve, victim) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var (totp, _, _) = await eve.AddTotpAsync();
        var mailed = await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email" });
        var code = await server.Mails.CodeToAsync(eve.Email);
        var waiting = await server.AnswerAsync(mailed, new { method = "password", password = TestServer.Password });
        waiting.Text("step.kind").ShouldBe("mfa");
        (await eve.DeleteAsync($"/v1/me/mfa/totp/{totp}")).ShouldBe(HttpStatusCode.NoContent);
        var anew = await server.AnswerAsync(waiting, new { code = "1" });
        anew.Text("step.kind").ShouldBe("identify");

        var stolen = await server.AnswerAsync(anew, new { identifier = victim.Email, method = "email", code });

        stolen.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        stolen.At("tokens").ShouldBeNull();
        (await server.AnswerAsync(stolen, new { code })).At("tokens").ShouldBeNull();
    }

    [Fact]
    public async Task A_proof_that_waits_does_not_outlive_a_ban()
    {
        var (ada, admin) = (await server.SignUpAsync(), await server.SignInAdminAsync());
        var parked = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org = "nobody-has-this" });
        parked.Text("step.kind").ShouldBe("choose_org");
        (await admin.PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "Stolen" })).ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync($"/v1/users/{ada.UserId}/ban")).ShouldBe(HttpStatusCode.NoContent);

        (await server.AnswerAsync(parked, new { })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proof_that_waits_needs_the_second_factor_that_was_set_up_meanwhile()
    {
        var ada = await server.SignUpProvenAsync();
        var parked = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org = "nobody-has-this" });
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        var recovering = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        (parked.Text("step.kind"), recovering.Text("step.kind")).ShouldBe(("choose_org", "prompt"));
        var (_, _, confirmed) = await ada.AddTotpAsync();

        var (signIn, recovery) = (await server.AnswerAsync(parked, new { }), await server.AnswerAsync(recovering, new { password = NewPassword }));

        foreach (var asked in (Answer[])[signIn, recovery])
        {
            (asked.Text("step.kind"), asked.At("tokens")).ShouldBe(("mfa", null));
        }

        (await server.SignInAsync(ada.Email)).Text("step.kind").ShouldBe("mfa");
        (await server.AnswerAsync(signIn, new { method = "recovery_code", code = confirmed.RecoveryCodes()[0] })).At("tokens").ShouldNotBeNull();
        var prompt = await server.AnswerAsync(recovery, new { method = "recovery_code", code = confirmed.RecoveryCodes()[1] });
        (await server.AnswerAsync(prompt, new { password = NewPassword })).At("tokens").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_kept_of_a_flow_has_bounds()
    {
        var long_ = new string('x', 101);
        (await server.StartAsync("sign_in", new { org = long_ })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        var flow = await server.StartAsync("sign_in");
        (await server.AnswerAsync(flow, new { identifier = "ada@example.com", org = long_ })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(flow, new { identifier = "ada@example.com" })).Text("step.kind").ShouldBe("password");
    }

    [Fact]
    public async Task A_proof_by_a_password_is_worth_nothing_when_there_is_another()
    {
        var ada = await server.SignUpAsync();
        var parked = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org = "nobody-has-this" });
        parked.Text("step.kind").ShouldBe("choose_org");
        (await ada.PutAsync("/v1/me/password", new { password = NewPassword, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);

        var answer = await server.AnswerAsync(parked, new { });

        answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        answer.At("tokens").ShouldBeNull();
    }

    [Fact]
    public async Task A_proof_that_waits_is_worth_nothing_when_all_sessions_were_ended()
    {
        var ada = await server.SignUpAsync();
        var parked = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org = "nobody-has-this" });
        (await ada.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);

        (await server.AnswerAsync(parked, new { })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_recovery_that_waits_sets_no_password_when_all_sessions_were_ended()
    {
        var ada = await server.SignUpProvenAsync();
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        var parked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        parked.Text("step.kind").ShouldBe("prompt");
        (await ada.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);

        (await server.AnswerAsync(parked, new { password = NewPassword })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_forged_invitation_makes_no_account_and_tells_of_none()
    {
        var (ada, email) = (await server.SignUpAsync(), FlowCalls.NewEmail());
        var forged = InvitationTokenText.Create(TypeId.New<InvitationId>(FactorCalls.Now));

        foreach (var address in new[] { ada.Email, email })
        {
            (await server.StartAsync("sign_up", new { email = address, password = TestServer.Password, name = "Eve", invitation = forged }))
                .ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        }

        (await server.StartAsync("sign_up", new { email, password = TestServer.Password, name = "Ada" })).ShouldBe(HttpStatusCode.OK);
    }
}

/// <summary>The same where accounts are made by invitation only, and everybody needs a second factor.</summary>
public sealed class ClosedFlowAttackTests(ClosedFlowAttackTests.ClosedServer server) : IClassFixture<ClosedFlowAttackTests.ClosedServer>
{
    [Fact]
    public async Task A_forged_invitation_leaves_no_account_behind()
    {
        var email = FlowCalls.NewEmail();
        var forged = InvitationTokenText.Create(TypeId.New<InvitationId>(FactorCalls.Now));

        (await server.StartAsync("sign_up", new { email, password = TestServer.Password, name = "Eve", invitation = forged }))
            .ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");

        (await server.SignInAsync(email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    public sealed class ClosedServer : SqliteServer
    {
        protected override Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            settings["Catalyst:Flows:SignUp"] = "inviteOnly";
            settings["Catalyst:Flows:RequireMfa"] = "true";
            return Task.CompletedTask;
        }
    }
}

/// <summary>The same where an address has to be proven first.</summary>
public sealed class ProvingFlowAttackTests(ProvingFlowAttackTests.ProvingServer server) : IClassFixture<ProvingFlowAttackTests.ProvingServer>
{
    [Fact]
    public async Task Only_the_mail_of_an_invitation_proves_its_address_and_not_the_link_that_the_inviter_has()
    {
        var admin = await server.SignInAdminAsync();
        var org = await admin.NewOrgAsync();
        var email = FlowCalls.NewEmail();
        var invited = await admin.PostAsync($"/v1/orgs/{org}/invitations", new { email, role = "member" });
        invited.ShouldBe(HttpStatusCode.Created);
        var shown = invited.Text("token");

        var byLink = await server.StartAsync("sign_up", new { email, password = TestServer.Password, name = "Ada", invitation = shown });
        byLink.Text("step.kind").ShouldBe("email_sent");
        byLink.At("tokens").ShouldBeNull();

        var byMail = await server.StartAsync(
            "sign_up", new { email, password = TestServer.Password, name = "Ada", invitation = await server.InvitationTokenToAsync(email) });
        byMail.Text("step.kind").ShouldBe("done");
        byMail.At("joined").ShouldNotBeNull();
    }

    public sealed class ProvingServer : SqliteServer
    {
        /// <summary>The token in the link of the invitation to an address, however many mails came after it.</summary>
        public async Task<string> InvitationTokenToAsync(string address) =>
            (await Mails.ToAsync(address)).Single(mail => mail.Kind == "invitation").Text.Split("#token=")[1].Split('\n')[0];

        protected override Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            // Mails are caught on their way to a server that is never asked.
            settings["Catalyst:Mail:Smtp:Host"] = "127.0.0.1";
            settings["Catalyst:Mail:From"] = "accounts@example.com";
            settings["Catalyst:Flows:VerifyEmail"] = "always";
            return Task.CompletedTask;
        }
    }
}
