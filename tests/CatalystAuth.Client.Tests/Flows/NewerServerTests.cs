using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Flows;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Flows;

/// <summary>What a client makes of a server that says more than it knows.</summary>
public sealed class NewerServerTests
{
    [Fact]
    public async Task Members_and_kinds_that_it_does_not_know_are_passed_over_and_handed_on()
    {
        var server = new FakeServer().Answer("POST /v1/auth/flows", HttpStatusCode.OK, $$$"""
            {
              "id": "{{{TheFlowId}}}", "expiresAt": "2026-11-27T12:00:00Z", "secret": "s", "hurry": true,
              "step": {
                "kind": "selfie", "camera": {"front": true}, "actions": ["later"],
                "prompts": [{"key": "pose", "type": "gesture", "label": "Pose", "required": true, "seconds": 3, "choices": [{"value": "a", "label": "A", "icon": "x"}]}],
                "form": {"url": "https://idp.example.com/", "fields": {"a": "b"}, "target": "_top"}
              }
            }
            """);
        using var client = NewClient(server);

        var flow = (await client.Auth.StartFlowAsync(new("sign_in"), TestContext.Current.CancellationToken)).Value;

        flow.Step.Kind.ShouldBe("selfie");
        var prompt = flow.Step.Prompts.ShouldHaveSingleItem();
        (prompt.Key, prompt.Type, prompt.Label, prompt.Required, prompt.Choices![0].Label).ShouldBe(("pose", "gesture", "Pose", true, "A"));
        flow.Step.Form!.Fields["a"].ShouldBe("b");
    }

    [Fact]
    public async Task Values_are_sent_by_key_as_they_are()
    {
        var server = new FakeServer().Answer($"POST /v1/auth/flows/{TheFlowId}", HttpStatusCode.OK, DoneJson("1"));
        using var client = NewClient(server);
        var answers = new FlowAnswers { Values = new Dictionary<string, string> { ["attributes.settings.Locale"] = "de", ["news"] = "true" } };

        await client.Auth.AnswerFlowAsync(TheFlowId, new(FlowStepKinds.Prompt, answers, "s"), TestContext.Current.CancellationToken);

        JsonNode.Parse(server.Only.Body)!["answers"]!.ToJsonString().ShouldBe("""{"values":{"attributes.settings.Locale":"de","news":"true"}}""");
        $"{answers} {new FlowForm("https://x", answers.Values)} {new FlowPrompt("k", "text", "K") { Value = "typed" }}".ShouldNotContain("typed");
    }
}
