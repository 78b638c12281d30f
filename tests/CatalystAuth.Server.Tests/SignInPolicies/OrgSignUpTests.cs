using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.SignInPolicies;

public sealed class SqliteOrgSignUpTests(SqliteServer server) : OrgSignUpTests(server);

public sealed class PostgresOrgSignUpTests(PostgresServer server) : OrgSignUpTests(server);

/// <summary>Who becomes a member of an organisation by signing up.</summary>
public abstract class OrgSignUpTests(TestServer server)
{
    [Fact]
    public async Task Who_signs_up_into_an_open_organisation_is_a_member_of_it()
    {
        var (ada, org) = await NewOrgAsync("open");
        var email = FlowCalls.NewEmail();

        var done = await SignUpAsync(email, org);

        done.Text("step.kind").ShouldBe("done");
        var bob = Caller.Of(server.NewHttpClient(), done);
        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        Jwt.Payload(bob.AccessToken!)["role"]!.GetValue<string>().ShouldBe("member");
        (await ada.GetAsync($"/v1/orgs/{org}/members/{bob.UserId}")).Text("role").ShouldBe("member");
    }

    [Fact]
    public async Task Into_any_other_nobody_signs_up_uninvited_nor_learns_whether_it_is_there()
    {
        var (_, inviteOnly) = await NewOrgAsync("invite_only");
        var (_, closed) = await NewOrgAsync("closed");
        var email = FlowCalls.NewEmail();

        foreach (var org in new[] { inviteOnly, closed, "nobody-has-this", "Not A Slug" })
        {
            var denied = await SignUpAsync(email, org);
            denied.Text("step.kind").ShouldBe("denied");
            denied.Code.ShouldBe("auth.invite_only");
        }

        (await server.SignInAsync(email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    [Fact]
    public async Task Who_gets_a_second_factor_elsewhere_while_the_sign_up_waits_is_asked_for_it()
    {
        var house = await OpenHouse.BuildAsync(server, new { signUp = "open", methods = new[] { "passkey" } });
        var email = FlowCalls.NewEmail();
        var waits = await SignUpAsync(email, house.Org);
        waits.Text("step.kind").ShouldBe("choose_org");
        var bob = Caller.Of(server.NewHttpClient(), await server.SignInAsync(email));
        var (_, app, _) = await bob.AddTotpAsync(FactorCalls.Now.AddSeconds(-30));
        var own = await bob.NewOrgAsync();
        var raised = new Caller(server.NewHttpClient(), (await bob.StepUpAsync(app.CodeAt(FactorCalls.Now))).Text("accessToken"));
        (await raised.PutAsync($"/v1/orgs/{own}/sign-in-policy", new { requireMfa = true })).ShouldBe(HttpStatusCode.OK);

        var asked = await server.AnswerAsync(waits, new { org = own });
        asked.Text("step.kind").ShouldBe("mfa");
        asked.At("tokens").ShouldBeNull();
        (await server.AnswerAsync(asked, new { code = "000000" })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        var done = await server.AnswerAsync(asked, new { code = app.CodeAt(FactorCalls.Now.AddSeconds(30)) });

        done.Text("step.kind").ShouldBe("done");
        Jwt.Payload(done.Text("tokens.accessToken"))["amr"]!.ToJsonString().ShouldContain("mfa");
        (await Caller.Of(server.NewHttpClient(), done).GetAsync($"/v1/orgs/{own}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_invitation_makes_no_account_where_it_is_closed()
    {
        var (ada, org) = await NewOrgAsync("closed");
        var email = FlowCalls.NewEmail();
        var invitation = (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email, role = "member" })).Text("token");

        var denied = await server.StartAsync("sign_up", new { email, password = TestServer.Password, name = "Bob", invitation });

        denied.Code.ShouldBe("auth.sign_up_closed");
        (await server.SignInAsync(email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    [Fact]
    public async Task What_the_organisation_has_no_place_for_makes_no_account()
    {
        var (_, org) = await NewOrgAsync("open");
        var admin = await server.SignInAdminAsync();
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { limits = new[] { new { name = "members", max = 1 } } })).ShouldBe(HttpStatusCode.OK);
        var email = FlowCalls.NewEmail();

        (await SignUpAsync(email, org)).Text("step.kind").ShouldNotBe("done");

        (await server.SignInAsync(email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    private Task<Answer> SignUpAsync(string email, string org) =>
        server.StartAsync("sign_up", new { email, password = TestServer.Password, name = "Bob", org });

    private async Task<(Caller Ada, string Org)> NewOrgAsync(string signUp)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { signUp })).ShouldBe(HttpStatusCode.OK);
        return (ada, org);
    }
}
