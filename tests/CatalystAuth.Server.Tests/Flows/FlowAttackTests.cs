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
