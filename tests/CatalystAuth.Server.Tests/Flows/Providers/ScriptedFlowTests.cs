using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows.Providers;

public sealed class SqliteScriptedFlowTests(ScriptedSqliteServer server) : ScriptedFlowTests(server), IClassFixture<ScriptedSqliteServer>;

public sealed class PostgresScriptedFlowTests(ScriptedPostgresServer server) : ScriptedFlowTests(server), IClassFixture<ScriptedPostgresServer>;

/// <summary>What another identity provider can ask for and say, and what it can't.</summary>
public abstract class ScriptedFlowTests(TestServer server)
{
    private const string Locale = "attributes.settings.locale";

    [Fact]
    public async Task It_asks_for_what_it_likes_by_keys_of_its_own_and_says_what_was_wrong_with_each()
    {
        var ada = await server.SignUpAsync();
        var asked = await server.StartAsync("sign_in", new { identifier = ada.Email });

        asked.ShouldBe(HttpStatusCode.OK);
        JsonNode.DeepEquals(asked.At("step.prompts"), JsonNode.Parse("""
            [
              {"key": "attributes.settings.locale", "type": "select", "label": "Language", "required": true, "choices": [{"value": "en", "label": "English"}, {"value": "de", "label": "Deutsch"}]},
              {"key": "attributes.nick name", "type": "text", "label": "Nick name", "required": false, "placeholder": "ada"},
              {"key": "news", "type": "checkbox", "label": "Send me news", "required": false, "help": "Once a month."},
              {"key": "note", "type": "static", "label": "Note", "required": false, "value": "<b>Your data</b> stays here."}
            ]
            """)).ShouldBeTrue(asked.Body);

        var wrong = await server.AnswerAsync(asked, new { values = new JsonObject { [Locale] = "tlh", ["attributes.nick name"] = "Countess" } });

        wrong.ShouldBe(HttpStatusCode.BadRequest, "flow.refused");
        wrong.At("step.errors")!.AsArray().ShouldHaveSingleItem()!.ToJsonString()
            .ShouldBe($$"""{"code":"flow.refused","message":"Choose one of the languages.","field":"values.{{Locale}}"}""");
        wrong.At("step.prompts")![1]!["value"]!.GetValue<string>().ShouldBe("Countess");
        FlowSchema.ShouldKnow(wrong);
        (await server.AnswerAsync(wrong, new { values = new JsonObject { [Locale] = "de" } })).At("step.prompts")!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_sends_the_browser_elsewhere_and_goes_on_when_that_is_back()
    {
        var ada = await server.SignUpAsync();

        var away = await LedAsync(ada.Email);

        (away.Text("step.kind"), away.Text("step.url"), away.At("step.actions")!.ToJsonString()).ShouldBe(("redirect", ScriptedFlows.Url, """["continue"]"""));
        FlowSchema.ShouldKnow(away);
        (await server.AnswerAsync(away, new { })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(away, new { action = "continue" })).Text("user.id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task It_has_a_form_posted_elsewhere()
    {
        var away = await LedAsync((await server.SignUpAsync("form")).Email);

        away.At("step.form")!.ToJsonString().ShouldBe("""{"url":"https://idp.example.com/saml","fields":{"SAMLResponse":"PHNhbWw\u002B"}}""");
        FlowSchema.ShouldKnow(away);
    }

    [Fact]
    public async Task It_refuses_in_its_own_words_and_that_is_the_end()
    {
        var eve = await server.SignUpAsync("denied");
        using var browser = new Browser(server);
        var flow = await browser.StartAsync("sign_in");
        foreach (var answers in ScriptedProviderTests.Answers(eve.Email))
        {
            flow = await browser.AnswerAsync(flow, answers);
        }

        flow.ShouldBe(HttpStatusCode.Forbidden, "flow.refused");
        (flow.Text("step.kind"), flow.Text("detail")).ShouldBe(("denied", ScriptedFlows.Denial));
        FlowSchema.ShouldKnow(flow);
        (await browser.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await eve.GetAsync("/v1/me/sessions")).Items().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("unsafe")]
    [InlineData("script")]
    [InlineData("host")]
    [InlineData("nowhere")]
    [InlineData("twice")]
    public async Task What_can_not_be_shown_safely_ends_the_flow(string name)
    {
        var denied = await LedAsync((await server.SignUpAsync(name)).Email);

        denied.ShouldBe(HttpStatusCode.Forbidden, "flow.unsupported");
        (denied.Text("step.kind"), denied.At("step.url")).ShouldBe(("denied", null));
        (await server.AnswerAsync(denied, new { action = "continue" })).At("tokens").ShouldBeNull();
    }

    [Fact]
    public async Task More_than_it_may_keep_ends_the_flow() =>
        (await server.StartAsync("sign_in", new { identifier = (await server.SignUpAsync("large")).Email })).ShouldBe(HttpStatusCode.Forbidden, "flow.unsupported");

    [Fact]
    public async Task What_it_keeps_with_a_flow_is_read_by_nobody_else()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in");
        var seen = new StringBuilder(flow.Body);
        foreach (var answers in ScriptedProviderTests.Answers(ada.Email).Take(4))
        {
            flow = await server.AnswerAsync(flow, answers);
            seen.Append(flow.Body);
        }

        await using var scope = server.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<CatalystDbContext>().Flows.AsNoTracking().ToListAsync(CancellationToken.None);
        var stored = Encoding.Latin1.GetString(rows.Single(row => row.Id.ToString() == flow.Text("id")).State);
        foreach (var text in (string[])["authentik_session", Convert.ToBase64String("authentik_session"u8)[..20]])
        {
            stored.ShouldNotContain(text);
            seen.ToString().ShouldNotContain(text);
            server.Log.Lines.ShouldAllBe(line => !line.Contains(text));
        }
    }

    [Fact]
    public async Task An_answer_that_is_sent_again_does_not_reach_it()
    {
        var (ada, idp) = (await server.SignUpAsync(), server.Services.GetRequiredService<ScriptedIdp>());
        var flow = await server.StartAsync("sign_in");
        var before = idp.Posts;
        foreach (var answers in ScriptedProviderTests.Answers(ada.Email))
        {
            var next = await server.AnswerAsync(flow, answers);
            await server.AnswerAsync(flow, answers);
            flow = next;
        }

        (idp.Posts - before).ShouldBe(5);
    }

    [Fact]
    public async Task Begun_anew_nothing_is_left_of_the_first_time()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });

        flow = await server.AnswerAsync(flow, new { action = "restart" });

        flow.Text("step.kind").ShouldBe("identify");
        foreach (var answers in ScriptedProviderTests.Answers(eve.Email))
        {
            flow = await server.AnswerAsync(flow, answers);
        }

        flow.Text("user.id").ShouldBe(eve.UserId);
    }

    [Fact]
    public async Task Values_have_bounds()
    {
        var flow = await server.StartAsync("sign_in", new { identifier = (await server.SignUpAsync()).Email });
        JsonObject[] tooMuch =
        [
            new() { [Locale] = new string('x', 4097) },
            new() { [Locale] = null },
            new(Enumerable.Range(0, 51).Select(i => KeyValuePair.Create($"key{i}", (JsonNode?)"x"))),
            new() { [new string('k', 101)] = "x" },
            new() { [string.Empty] = "x" },
        ];

        foreach (var values in tooMuch)
        {
            (await server.AnswerAsync(flow, new { values })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
            (await server.StartAsync("sign_in", new { identifier = "ada@example.com", values })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        }

        (await server.AnswerAsync(flow, new { values = new JsonObject { [Locale] = true } })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await server.AnswerAsync(flow, new { values = new JsonObject { [Locale] = "de", ["attributes.nick name"] = new string('x', 4096) } })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_built_in_one_leads_what_is_left_and_takes_no_values()
    {
        var answers = new { email = FlowCalls.NewEmail(), password = TestServer.Password, name = "Ada", values = new { locale = "de" } };

        (await server.StartAsync("sign_up", answers)).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.StartAsync("recovery", new { identifier = answers.email, values = new { } })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        var asked = await server.StartAsync("sign_up");
        (await server.AnswerAsync(asked, answers)).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(asked, new { answers.email, answers.password, answers.name })).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task A_newer_server_may_say_more_and_a_client_of_today_takes_it()
    {
        var flow = (await server.StartAsync("sign_in")).Json!;
        flow["step"] = JsonNode.Parse("""{"kind": "selfie", "fields": ["picture"], "actions": ["later"], "camera": {"front": true}, "org": {"id": "x"}}""");
        flow["hurry"] = true;

        FlowSchema.IsTaken(flow).ShouldBeFalse();
        flow["step"]!.AsObject().Remove("org");
        FlowSchema.IsTaken(flow).ShouldBeTrue();
    }

    private async Task<Answer> LedAsync(string email)
    {
        var flow = await server.StartAsync("sign_in");
        foreach (var answers in ScriptedProviderTests.Answers(email).Take(4))
        {
            flow = await server.AnswerAsync(flow, answers);
        }

        return flow;
    }
}
