using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows.Providers;

public sealed class SqliteEmbeddedProviderTests(ClockServer server) : EmbeddedProviderTests(server), IClassFixture<ClockServer>;

public sealed class PostgresEmbeddedProviderTests(PostgresClockServer server) : EmbeddedProviderTests(server), IClassFixture<PostgresClockServer>;

public sealed class SqliteScriptedProviderTests(ScriptedSqliteServer server) : ScriptedProviderTests(server), IClassFixture<ScriptedSqliteServer>;

public sealed class PostgresScriptedProviderTests(ScriptedPostgresServer server) : ScriptedProviderTests(server), IClassFixture<ScriptedPostgresServer>;

public abstract class EmbeddedProviderTests(TestServer server) : FlowProviderTests(server)
{
    protected override IReadOnlyList<object> AnswersOf(string email) => [new { identifier = email }, new { password = TestServer.Password }];
}

public abstract class ScriptedProviderTests(TestServer server) : FlowProviderTests(server)
{
    protected override IReadOnlyList<object> AnswersOf(string email) => Answers(email);

    public static IReadOnlyList<object> Answers(string email) =>
    [
        new { identifier = email },
        new { values = new JsonObject { ["attributes.settings.locale"] = "de", ["news"] = "true", ["attributes.nick name"] = "" } },
        new { values = new { site_key = "0x4AAA", token = "solved" } },
        new { link = ScriptedFlows.Link },
        new { action = "continue" },
    ];
}

/// <summary>What a flow promises to whoever answers it, whichever identity provider leads it.</summary>
public abstract class FlowProviderTests(TestServer server)
{
    /// <summary>The right answers of a sign-in, step by step.</summary>
    protected abstract IReadOnlyList<object> AnswersOf(string email);

    [Fact]
    public async Task A_script_is_led_to_a_session_and_all_that_it_is_shown_is_in_the_schema()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in");
        FlowSchema.ShouldKnow(flow);

        foreach (var answers in AnswersOf(ada.Email))
        {
            flow = await server.AnswerAsync(flow, answers);
            flow.ShouldBe(HttpStatusCode.OK);
            FlowSchema.ShouldKnow(flow);
        }

        flow.Text("step.kind").ShouldBe("done");
        flow.Text("user.id").ShouldBe(ada.UserId);
        (await Caller.Of(server.NewHttpClient(), flow).GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task A_browser_is_led_to_a_cookie_and_is_told_no_token()
    {
        var ada = await server.SignUpAsync();
        using var browser = new Browser(server);
        var flow = await browser.StartAsync("sign_in");

        foreach (var answers in AnswersOf(ada.Email))
        {
            flow = await browser.AnswerAsync(flow, answers);
            FlowSchema.ShouldKnow(flow);
            (flow.At("secret"), flow.At("tokens")).ShouldBe((null, null));
        }

        flow.Text("step.kind").ShouldBe("done");
        (await browser.GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task One_step_is_active_and_none_is_skipped()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in");
        foreach (var answers in AnswersOf(ada.Email))
        {
            foreach (var kind in (string[])["consent", "redirect", "choose_org", "done", "no_such_kind"])
            {
                if (kind != flow.Text("step.kind"))
                {
                    (await server.AnswerAsync(flow, AnswersOf(ada.Email)[^1], kind)).ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
                }
            }

            flow = await server.AnswerAsync(flow, answers);
        }

        flow.Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task An_answer_that_is_sent_again_is_one_answer_in_every_step()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in");
        foreach (var answers in AnswersOf(ada.Email))
        {
            var next = await server.AnswerAsync(flow, answers);
            (await server.AnswerAsync(flow, answers)).Body.ShouldBe(next.Body);
            (await server.AnswerAsync(flow, answers)).Body.ShouldBe(next.Body);
            flow = next;
        }

        flow.Text("step.kind").ShouldBe("done");
        (await ada.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_at_once_all_get_what_the_one_that_counts_led_to()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in");
        foreach (var answers in AnswersOf(ada.Email))
        {
            var before = flow;
            var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.AnswerAsync(before, answers)));
            all.ShouldAllBe(one => one.Status == HttpStatusCode.OK && one.Body == all[0].Body);
            flow = all[0];
        }

        (await ada.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_its_owners_in_every_step()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in");
        using var browser = new Browser(server);
        await browser.StartAsync("sign_in");
        foreach (var answers in AnswersOf(ada.Email))
        {
            (await browser.AnswerAsync(flow, answers)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
            (await server.ReadAsync(flow, new string('A', 43))).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
            (await server.ReadAsync(flow)).At("step")!.ToJsonString().ShouldBe(flow.At("step")!.ToJsonString());
            flow = await server.AnswerAsync(flow, answers);
        }
    }

    [Fact]
    public async Task It_expires_in_every_step()
    {
        var ada = await server.SignUpAsync();
        var left = new List<(Answer Flow, object Answers)>();
        for (var i = 0; i < AnswersOf(ada.Email).Count; i++)
        {
            var flow = await server.StartAsync("sign_in");
            foreach (var answers in AnswersOf(ada.Email).Take(i))
            {
                flow = await server.AnswerAsync(flow, answers);
            }

            left.Add((flow, AnswersOf(ada.Email)[i]));
        }

        await server.AdvanceAsync(TimeSpan.FromMinutes(16));

        foreach (var (flow, answers) in left)
        {
            (await server.AnswerAsync(flow, answers)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        }
    }

    [Fact]
    public async Task What_no_step_asks_for_is_no_answer()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in");
        foreach (var answers in AnswersOf(ada.Email))
        {
            (await server.AnswerAsync(flow, new { values = new { no_such_key = "x" } })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
            flow = await server.AnswerAsync(flow, answers);
        }

        flow.Text("step.kind").ShouldBe("done");
    }
}
