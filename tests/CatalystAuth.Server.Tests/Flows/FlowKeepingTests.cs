using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteFlowKeepingTests(SqliteServer server) : FlowKeepingTests(server);

public sealed class PostgresFlowKeepingTests(PostgresServer server) : FlowKeepingTests(server);

/// <summary>Who owns a flow, which step is active, and that each answer counts once.</summary>
public abstract class FlowKeepingTests(TestServer server)
{
    [Fact]
    public async Task Who_comes_back_with_the_secret_finds_the_step_as_it_was_left()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email, password = "not the password at all" });

        var read = await server.ReadAsync(flow);

        read.ShouldBe(HttpStatusCode.OK);
        read.At("step")!.ToJsonString().ShouldBe(flow.At("step")!.ToJsonString());
        (await server.ReadAsync(flow, "another")).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.Anonymous().GetAsync($"/v1/auth/flows/{flow.Text("id")}")).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Fact]
    public async Task An_answer_that_is_sent_again_counts_once_and_is_told_where_the_flow_stands()
    {
        var flow = await server.StartAsync("sign_in");
        var answers = new { identifier = FlowCalls.NewEmail() };

        var first = await server.AnswerAsync(flow, answers, "identify");
        var again = await server.AnswerAsync(flow, answers, "identify");
        var other = await server.AnswerAsync(flow, new { identifier = FlowCalls.NewEmail() }, "identify");

        first.Text("step.kind").ShouldBe("password");
        again.ShouldBe(HttpStatusCode.OK);
        again.Text("step.kind").ShouldBe("password");
        other.ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
    }

    [Fact]
    public async Task Of_many_right_answers_at_once_one_begins_a_session()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => server.AnswerAsync(flow, new { password = TestServer.Password })));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Body == answers[0].Body);
        (await ada.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_flow_that_is_done_is_over()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });
        (await server.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);

        (await server.AnswerAsync(flow, new { password = "another" })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.ReadAsync(flow)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Fact]
    public async Task Who_is_in_no_such_organisation_chooses_another_without_proving_it_anew()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var refused = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org = "nobody-has-this" });
        refused.ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        refused.Text("step.kind").ShouldBe("choose_org");
        refused.At("tokens").ShouldBeNull();
        refused.At("step.orgs")!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe(org);

        var entered = await server.AnswerAsync(refused, new { org });
        entered.ShouldBe(HttpStatusCode.OK);
        Jwt.Payload(entered.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(org);
    }
}
