using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteSignUpOnceTests(SqliteSignUpOnceTests.DemandingServer server) : SignUpOnceTests(server), IClassFixture<SqliteSignUpOnceTests.DemandingServer>
{
    public sealed class DemandingServer : SqliteServer
    {
        protected override Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            settings["Catalyst:Flows:RequireMfa"] = "true";
            return Task.CompletedTask;
        }
    }
}

public sealed class PostgresSignUpOnceTests(PostgresSignUpOnceTests.DemandingServer server)
    : SignUpOnceTests(server), IClassFixture<PostgresSignUpOnceTests.DemandingServer>
{
    public sealed class DemandingServer : PostgresServer
    {
        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            settings["Catalyst:Flows:RequireMfa"] = "true";
        }
    }
}

/// <summary>An account that is made before more is asked: it and the next step of its flow are there together, once, or neither is.</summary>
public abstract class SignUpOnceTests(TestServer server)
{
    private static readonly string[] Late = ["flow.answered", "flow.wrong_step"];

    [Fact]
    public async Task Of_many_answers_at_once_one_makes_an_account()
    {
        var flow = await server.StartAsync("sign_up");
        var addresses = Enumerable.Range(0, 6).Select(_ => FlowCalls.NewEmail()).ToList();

        var answers = await Task.WhenAll(addresses.Select(email => server.AnswerAsync(flow, Answers(email))));

        var counted = answers.Index().Where(answer => answer.Item.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        counted.Item.Text("step.kind").ShouldBe("totp_setup");
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && Late.Contains(answer.Code));
        (await server.ReadAsync(flow)).At("step")!.ToJsonString().ShouldBe(counted.Item.At("step")!.ToJsonString());
        foreach (var (index, email) in addresses.Index())
        {
            (await server.SignInAsync(email)).Text("step.kind").ShouldBe(index == counted.Index ? "totp_setup" : "password");
        }
    }

    [Fact]
    public async Task Of_the_same_account_at_once_one_is_made_and_nobody_hears_that_the_address_is_taken()
    {
        var flow = await server.StartAsync("sign_up");
        var email = FlowCalls.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => server.AnswerAsync(flow, Answers(email, $"Ada {i}"))));

        var counted = answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Where(answer => answer != counted).ShouldAllBe(answer => Late.Contains(answer.Code));
        (await server.SetUpAppAsync(counted)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task What_all_comes_with_the_first_request_goes_on_in_a_flow_that_is_kept()
    {
        var email = FlowCalls.NewEmail();

        var asked = await server.StartAsync("sign_up", Answers(email));
        (await server.ReadAsync(asked)).Text("step.kind").ShouldBe("totp_setup");
        var done = await server.SetUpAppAsync(asked);

        done.Text("user.email").ShouldBe(email);
        (await server.StartAsync("sign_up", Answers(email))).ShouldBe(HttpStatusCode.BadRequest, "auth.sign_up_refused");
    }

    [Fact]
    public async Task Where_the_organisation_has_no_place_neither_the_account_nor_the_flow_goes_on_and_both_do_once_it_has()
    {
        var ada = Caller.Of(server.NewHttpClient(), await server.SetUpAppAsync(await server.StartAsync("sign_up", Answers(FlowCalls.NewEmail()))));
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { signUp = "open" })).ShouldBe(HttpStatusCode.OK);
        var admin = Caller.Of(server.NewHttpClient(), await server.SetUpAppAsync(await server.SignInAsync(TestServer.AdminEmail)));
        await LimitAsync(admin, org, 1);
        var email = FlowCalls.NewEmail();
        var flow = await server.StartAsync("sign_up", new { org });

        var full = await server.AnswerAsync(flow, Answers(email));
        full.Text("step.kind").ShouldBe("prompt");
        full.At("step.errors").ShouldNotBeNull();
        (await server.ReadAsync(flow)).Text("step.kind").ShouldBe("prompt");
        (await server.SignInAsync(email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        await LimitAsync(admin, org, 2);
        var done = await server.SetUpAppAsync(await server.AnswerAsync(flow, Answers(email)));
        Jwt.Payload(done.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(org);
        (await ada.GetAsync($"/v1/orgs/{org}/members/{done.Text("user.id")}")).Text("role").ShouldBe("member");
    }

    [Fact]
    public async Task A_recovery_sets_the_password_with_the_step_that_asks_for_a_second_factor()
    {
        var email = FlowCalls.NewEmail();
        var left = await server.StartAsync("sign_up", Answers(email));
        left.Text("step.kind").ShouldBe("totp_setup");
        var sent = await server.StartAsync("recovery", new { identifier = email });
        var prompt = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(email) });
        prompt.Text("step.kind").ShouldBe("prompt");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => server.AnswerAsync(prompt, new { password = $"quite another horse battery {i}" })));

        var counted = answers.Index().Where(answer => answer.Item.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Where(answer => answer != counted.Item).ShouldAllBe(answer => Late.Contains(answer.Code));
        (await server.SetUpAppAsync(counted.Item)).Text("step.kind").ShouldBe("done");
        (await server.SignInAsync(email, $"quite another horse battery {counted.Index}")).Text("step.kind").ShouldBe("mfa");
    }

    [Fact]
    public async Task An_app_whose_set_up_another_tab_replaced_is_set_up_anew()
    {
        var email = FlowCalls.NewEmail();
        var first = await server.StartAsync("sign_up", Answers(email));
        var second = await server.SignInAsync(email);
        second.Text("step.kind").ShouldBe("totp_setup");

        var anew = await server.AnswerAsync(first, new { code = new AuthenticatorApp(first.Text("step.totp.secret")).CodeAt(FactorCalls.Now) });
        anew.Status.ShouldBe(HttpStatusCode.Unauthorized);
        anew.Text("step.kind").ShouldBe("totp_setup");
        anew.At("step.errors")!.AsArray().ShouldHaveSingleItem();
        anew.Text("step.totp.secret").ShouldNotBe(first.Text("step.totp.secret"));

        var asked = await server.AnswerAsync(second, new { method = "totp" });
        asked.Text("step.totp.secret").ShouldNotBe(second.Text("step.totp.secret"));
        (await server.SetUpAppAsync(asked)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task An_organisation_that_is_named_beside_an_answer_of_a_recovery_is_not_entered()
    {
        var email = FlowCalls.NewEmail();
        (await server.StartAsync("sign_up", Answers(email))).Text("step.kind").ShouldBe("totp_setup");
        var sent = await server.StartAsync("recovery", new { identifier = email });
        var prompt = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(email) });
        var setUp = await server.AnswerAsync(prompt, new { password = "quite another horse battery" });
        var code = new AuthenticatorApp(setUp.Text("step.totp.secret")).CodeAt(FactorCalls.Now);

        var codes = await server.AnswerAsync(setUp, new { code, org = "nobody-has-this", invitation = "none" });

        codes.Text("step.kind").ShouldBe("recovery_codes");
        (await server.AnswerAsync(codes, new { action = "continue", org = "nobody-has-this" })).Text("step.kind").ShouldBe("done");
    }

    private static object Answers(string email, string name = "Ada") => new { email, password = TestServer.Password, name };

    private static async Task LimitAsync(Caller admin, string org, int members) =>
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { limits = new[] { new { name = "members", max = members } } })).ShouldBe(HttpStatusCode.OK);
}
