using System.Net;
using CatalystAuth.Server.Tests.AppSessions;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.SignInPolicies;

public sealed class SqliteAppSignInTests(SqliteServer server) : AppSignInTests(server);

public sealed class PostgresAppSignInTests(PostgresServer server) : AppSignInTests(server);

/// <summary>What apps, and the organisations that they belong to, ask of who comes by the portal.</summary>
public abstract class AppSignInTests(TestServer server)
{
    [Fact]
    public async Task What_an_app_asks_for_is_kept_told_and_checked()
    {
        var ada = await server.SignUpAsync();
        var app = await ada.NewAppAsync(await ada.NewOrgAsync());
        (await ada.GetAsync($"/v1/apps/{app}")).At("signIn.requireMfa")!.GetValue<bool>().ShouldBeFalse();

        var changed = await ada.PatchAsync($"/v1/apps/{app}", new { signIn = new { methods = new[] { "passkey", "password", "passkey" }, requireMfa = true, signUp = "closed" } });

        changed.ShouldBe(HttpStatusCode.OK);
        var kept = await ada.GetAsync($"/v1/apps/{app}");
        kept.At("signIn.methods")!.ToJsonString().ShouldBe("""["password","passkey"]""");
        kept.Text("signIn.signUp").ShouldBe("closed");
        (await server.RecordsOfAsync(app)).Single(record => record.Action == "app.updated").Data.ShouldContain("requireMfa");
        foreach (var (signIn, field) in new (object SignIn, string Field)[]
        {
            (new { methods = new[] { "sms" } }, "signIn.methods"), (new { methods = Array.Empty<string>(), signUp = "open" }, "signIn.signUp"),
        })
        {
            var refused = await ada.PatchAsync($"/v1/apps/{app}", new { signIn });
            refused.ShouldBe(HttpStatusCode.BadRequest, "sign_in_policy.invalid");
            refused.At("errors")!.AsObject().Select(error => error.Key).ShouldBe([field]);
        }
    }

    [Fact]
    public async Task Who_is_on_the_way_to_an_app_is_asked_for_what_it_asks_for()
    {
        var (ada, bob, app) = await NewHouseAsync();
        (await ada.PatchAsync($"/v1/apps/{app}", new { signIn = new { methods = Array.Empty<string>(), requireMfa = true } })).ShouldBe(HttpStatusCode.OK);

        (await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, app })).Text("step.kind").ShouldBe("totp_setup");
        (await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password })).Text("step.kind").ShouldBe("done");

        // A stranger is told at the app that they are none of it, and nothing before.
        var eve = await server.SignUpAsync("Eve");
        (await server.StartAsync("sign_in", new { identifier = eve.Email, password = TestServer.Password, app })).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task Who_took_another_way_begins_anew_or_goes_on_without_the_app()
    {
        var (ada, bob, app) = await NewHouseAsync();
        (await ada.PatchAsync($"/v1/apps/{app}", new { signIn = new { methods = new[] { "passkey" } } })).ShouldBe(HttpStatusCode.OK);

        var asked = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, app });

        asked.ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
        (await server.AnswerAsync(asked, new { })).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task Who_signs_up_on_the_way_to_an_app_becomes_a_member_where_both_let_them()
    {
        var (ada, _, app) = await NewHouseAsync();
        var org = (await ada.GetAsync($"/v1/apps/{app}")).Text("orgId");
        (await SignUpAsync(app)).ShouldBe(HttpStatusCode.Forbidden, "auth.invite_only");
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { signUp = "open" })).ShouldBe(HttpStatusCode.OK);

        var done = await SignUpAsync(app);

        done.Text("step.kind").ShouldBe("done");
        (await Caller.Of(server.NewHttpClient(), done).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/apps/{app}", new { signIn = new { methods = Array.Empty<string>(), signUp = "invite_only" } })).ShouldBe(HttpStatusCode.OK);
        (await SignUpAsync(app)).ShouldBe(HttpStatusCode.Forbidden, "auth.invite_only");
        (await SignUpAsync("app_01h455vb4pex5vsknk084sn02q")).ShouldBe(HttpStatusCode.Forbidden, "auth.invite_only");
    }

    [Fact]
    public async Task An_organisation_that_asks_for_two_factors_asks_at_its_apps_too()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await house.Owner.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var strong = new Caller(server.NewHttpClient(), (await house.Owner.StepUpAsync(phone)).Text("accessToken"));
        var bob = await house.AddMemberAsync();
        using var browser = await house.SignInAsync(bob);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

        (await strong.PutAsync($"/v1/orgs/{house.Org}/sign-in-policy", new { requireMfa = true })).ShouldBe(HttpStatusCode.OK);

        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FollowAsync($"{house.Url}/reports")).Url.ShouldStartWith($"{AppHouse.Portal}/account/confirm");
    }

    private Task<Answer> SignUpAsync(string app) =>
        server.StartAsync("sign_up", new { email = FlowCalls.NewEmail(), password = TestServer.Password, name = "Grace", app });

    private async Task<(Caller Ada, Caller Bob, string App)> NewHouseAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        return (ada, bob, await ada.NewAppAsync(org));
    }
}
