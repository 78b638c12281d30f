using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;
using CatalystAuth.Server.Policies;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.Server.Tests.Policies;

/// <summary>What Open Policy Agent is asked, how its answers are read, and what becomes of those that it can't give.</summary>
public sealed class OpaTests : IAsyncLifetime
{
    private OpaRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await OpaRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task It_is_asked_with_all_that_is_known_and_null_for_what_is_not()
    {
        (await _rig.AskAsync()).IsAllowed.ShouldBeTrue();

        var expected = JsonNode.Parse(
            """
            {"app":{"id":"app_01h2xcejqtf2nbrexx3vqjhp41","org":"org_01h2xcejqtf2nbrexx3vqjhp41","name":"Reports","version":3},
             "rule":{"index":0,"path":"/**"},
             "request":{"method":"GET","host":"app.localhost","path":"/reports/7","clientAddress":"10.1.2.3"},
             "subject":{"id":"user_01h2xcejqtf2nbrexx3vqjhp41","org":"org_1","orgSlug":"acme","plan":null,"scopes":["app:read"],
               "labels":["beta","tier:gold"],"roles":["admin"],"groups":["engineering"],"features":null,"amr":["mfa","pwd"],
               "authenticatedAt":"2026-01-02T02:54:05.000Z"},
             "time":"2026-01-02T03:04:05.000Z"}
            """);
        JsonNode.DeepEquals(_rig.Opa.Inputs.ShouldHaveSingleItem(), expected).ShouldBeTrue(_rig.Opa.Inputs[0].ToJsonString());

        await _rig.AskAsync(question => question with { SubjectId = null, Rule = new(PolicyRule.Every, null, null, new Requirement.Public()) });
        _rig.Opa.Inputs[1]["subject"].ShouldBeNull();
        _rig.Opa.Inputs[1]["rule"]!["index"].ShouldBeNull();
    }

    [Fact]
    public async Task It_is_not_asked_about_whom_the_rule_keeps_out()
    {
        (await _rig.AskAsync(question => question with { Subject = PolicySubject.Nobody })).Outcome.ShouldBe(PolicyOutcome.Refused);

        _rig.Opa.Inputs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("true", PolicyOutcome.Allowed, null)]
    [InlineData("""{"allow":true,"reason":"fine"}""", PolicyOutcome.Allowed, null)]
    [InlineData("false", PolicyOutcome.EngineRefused, "opa")]
    [InlineData("null", PolicyOutcome.EngineRefused, "opa undefined")]
    [InlineData("""{"allow":false}""", PolicyOutcome.EngineRefused, "opa")]
    [InlineData("""{"allow":false,"reason":"not on\nSundays"}""", PolicyOutcome.EngineRefused, "opa not on Sundays")]
    [InlineData("""{"allow":false,"reason":7}""", PolicyOutcome.EngineRefused, "opa")]
    [InlineData("""{"allow":"true"}""", PolicyOutcome.EngineFailed, "opa malformed answer")]
    [InlineData("""{"allow":1}""", PolicyOutcome.EngineFailed, "opa malformed answer")]
    [InlineData("""{"allowed":true}""", PolicyOutcome.EngineFailed, "opa malformed answer")]
    [InlineData("{}", PolicyOutcome.EngineFailed, "opa malformed answer")]
    [InlineData("\"true\"", PolicyOutcome.EngineFailed, "opa malformed answer")]
    [InlineData("1", PolicyOutcome.EngineFailed, "opa malformed answer")]
    [InlineData("[true]", PolicyOutcome.EngineFailed, "opa malformed answer")]
    public async Task Only_a_plain_yes_lets_in(string result, PolicyOutcome outcome, string? clause)
    {
        _rig.Opa.Documents["catalyst/allow"] = _ => JsonNode.Parse(result);

        (await _rig.AskAsync()).ShouldBe(new(outcome, clause));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[{\"result\":true}]")]
    [InlineData("{\"result\":true")]
    [InlineData("{\"result\":true}{\"result\":true}")]
    [InlineData("{\"result\":false,\"result\":true}")]
    [InlineData("{\"result\":{\"allow\":false,\"allow\":true}}")]
    [InlineData("<html>true</html>")]
    [InlineData("{\"result\":{\"allow\":false,\"reason\":\"\\ud800\"}}")]
    public async Task Garbage_lets_nobody_in(string body)
    {
        _rig.Opa.Fault = context => context.Response.WriteAsync(body);

        (await _rig.AskAsync()).ShouldBe(new(PolicyOutcome.EngineFailed, "opa malformed answer"));
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Another_status_lets_nobody_in_whatever_comes_with_it(int status)
    {
        _rig.Opa.Fault = context =>
        {
            context.Response.StatusCode = status;
            return status == 204 ? Task.CompletedTask : context.Response.WriteAsync("""{"result":true}""");
        };

        var verdict = await _rig.AskAsync();

        verdict.ShouldBe(new(PolicyOutcome.EngineFailed, $"opa status {status}"));
        verdict.Reason.ShouldBe(DecisionReasons.EngineFailed);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed(int status)
    {
        var (moved, home) = (0, _rig.Opa);
        home.Documents["elsewhere"] = _ => true;
        home.Fault = context =>
        {
            moved++;
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/v1/data/elsewhere";
            return Task.CompletedTask;
        };

        (await _rig.AskAsync()).ShouldBe(new(PolicyOutcome.EngineFailed, $"opa status {status}"));
        moved.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_too_large_lets_nobody_in(bool isAnnounced)
    {
        var body = "{\"result\":true" + new string(' ', OpaClient.MaxAnswerBytes) + "}";
        _rig.Opa.Fault = context =>
        {
            context.Response.ContentLength = isAnnounced ? body.Length : null;
            return context.Response.WriteAsync(body);
        };

        (await _rig.AskAsync()).ShouldBe(new(PolicyOutcome.EngineFailed, "opa answer too large"));
    }

    [Fact]
    public async Task A_connection_that_breaks_lets_nobody_in()
    {
        _rig.Opa.Fault = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        (await _rig.AskAsync()).ShouldBe(new(PolicyOutcome.EngineFailed, "opa unreachable"));

        // In the middle of an answer too.
        _rig.Opa.Fault = async context =>
        {
            context.Response.ContentLength = 20;
            await context.Response.WriteAsync("{\"result\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        (await _rig.AskAsync()).ShouldBe(new(PolicyOutcome.EngineFailed, "opa unreachable"));
    }

    [Fact]
    public async Task One_that_is_gone_lets_nobody_in()
    {
        await _rig.Opa.DisposeAsync();

        (await _rig.AskAsync()).ShouldBe(new(PolicyOutcome.EngineFailed, "opa unreachable"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_does_not_come_in_time_lets_nobody_in(bool hasBegun)
    {
        var arrived = new TaskCompletionSource();
        _rig.Opa.Fault = async context =>
        {
            if (hasBegun)
            {
                await context.Response.WriteAsync("{\"result\":");
                await context.Response.Body.FlushAsync();
            }

            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

        var asked = _rig.AskAsync();
        await arrived.Task;
        _rig.Time.Advance(TimeSpan.FromMilliseconds(999));
        asked.IsCompleted.ShouldBeFalse();
        _rig.Time.Advance(TimeSpan.FromMilliseconds(2));

        (await asked).ShouldBe(new(PolicyOutcome.EngineFailed, "opa timeout"));
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_any_more_does_not()
    {
        var arrived = new TaskCompletionSource();
        _rig.Opa.Fault = async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        using var gone = new CancellationTokenSource();

        var asked = _rig.Engine.DecideAsync(PolicyEngineContract.Question(new Requirement.Public()), gone.Token).AsTask();
        await arrived.Task;
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        _rig.Time.Advance(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_path_and_the_token_are_the_operators()
    {
        await using var rig = await OpaRig.StartAsync(("Path", "acme/http/decision"), ("Token", "opa-token"));
        rig.Opa.Token = "opa-token";
        rig.Opa.Documents["catalyst/allow"] = _ => false;
        rig.Opa.Documents["acme/http/decision"] = input => new JsonObject { ["allow"] = input["request"]!["path"]!.GetValue<string>() == "/reports/7" };

        (await rig.AskAsync()).IsAllowed.ShouldBeTrue();
        (await rig.AskAsync(question => question with { Request = new("GET", null, "/other") })).IsAllowed.ShouldBeFalse();
        rig.Opa.Token = "another";
        (await rig.AskAsync()).ShouldBe(new(PolicyOutcome.EngineFailed, "opa status 401"));
    }

    [Fact]
    public async Task The_same_question_is_asked_once_for_a_while()
    {
        static PolicyQuestion As(PolicyQuestion question) => question with { Credential = "token-1" };

        await _rig.AskAsync(As);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(4999));
        (await _rig.AskAsync(As)).IsAllowed.ShouldBeTrue();
        _rig.Opa.Inputs.Count.ShouldBe(1);

        _rig.Opa.Documents["catalyst/allow"] = _ => false;
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await _rig.AskAsync(As)).IsAllowed.ShouldBeFalse();
        _rig.Opa.Inputs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task All_that_the_answer_depends_on_makes_another_question()
    {
        Func<PolicyQuestion, PolicyQuestion>[] changes =
        [
            question => question,
            question => question with { Credential = "token-2" },
            question => question with { Request = question.Request with { Method = "POST" } },
            question => question with { Request = question.Request with { Host = "b.localhost" } },
            question => question with { Request = question.Request with { Path = "/reports/8" } },
            question => question with { Context = question.Context with { ClientAddress = IPAddress.Parse("10.1.2.4") } },
            question => question with { App = question.App with { Version = 4 } },
            question => question with { App = question.App with { Id = AppId.Parse("app_01h2xcejqtf2nbrexx3vqjhp42", null) } },
            question => question with { Rule = new(1, "/**", null, new Requirement.Public()) },
        ];
        foreach (var change in changes.Concat(changes))
        {
            await _rig.AskAsync(question => change(question with { Credential = "token-1" }));
        }

        _rig.Opa.Inputs.Count.ShouldBe(changes.Length);
        await _rig.AskAsync();
        await _rig.AskAsync();
        _rig.Opa.Inputs.Count.ShouldBe(changes.Length + 2);
    }

    [Fact]
    public async Task Who_asks_meanwhile_waits_for_the_same_answer()
    {
        var open = new TaskCompletionSource();
        _rig.Opa.Fault = async context =>
        {
            await open.Task;
            await context.Response.WriteAsync("""{"result":true}""");
        };

        var asked = Enumerable.Range(0, 50).Select(_ => _rig.AskAsync(question => question with { Credential = "token-1" })).ToList();
        open.SetResult();

        (await Task.WhenAll(asked)).ShouldAllBe(verdict => verdict.IsAllowed);
        _rig.Opa.Inputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        _rig.Opa.Fault = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        (await _rig.AskAsync(question => question with { Credential = "token-1" })).Outcome.ShouldBe(PolicyOutcome.EngineFailed);

        _rig.Opa.Fault = null;
        (await _rig.AskAsync(question => question with { Credential = "token-1" })).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_kept_is_bounded()
    {
        for (var i = 0; i < OpaAnswers.Capacity + 10; i++)
        {
            await _rig.Answers.GetAsync(
                new(default, 1, 0, "token-1", "GET", null, $"/{i}", null), () => Task.FromResult(PolicyVerdict.Allowed));
        }

        _rig.Answers.Count.ShouldBeLessThanOrEqualTo(OpaAnswers.Capacity);
        _rig.Answers.Count.ShouldBeGreaterThan(OpaAnswers.Capacity / 2);

        var longOne = "/" + new string('x', 2000);
        await _rig.AskAsync(question => question with { Credential = "token-1", Request = new("GET", null, longOne) });
        await _rig.AskAsync(question => question with { Credential = "token-1", Request = new("GET", null, longOne) });
        _rig.Opa.Inputs.Count.ShouldBe(2);
    }
}
