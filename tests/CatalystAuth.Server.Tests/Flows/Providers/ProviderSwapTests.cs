using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows.Providers;

/// <summary>While one node has another identity provider already and the other has not.</summary>
public sealed class ProviderSwapTests
{
    [Fact]
    public async Task A_flow_stays_with_the_provider_that_began_it()
    {
        await using var before = new FirstNode(null);
        await before.InitializeAsync();
        await using var after = new SecondNode(before, ScriptedFlows.AddTo);
        await after.InitializeAsync();
        var ada = await before.SignUpAsync();
        var locale = new { values = new JsonObject { ["attributes.settings.locale"] = "de" } };
        var old = await before.StartAsync("sign_in", new { identifier = ada.Email });
        var other = await after.StartAsync("sign_in", new { identifier = ada.Email });

        (await after.AnswerAsync(old, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await before.AnswerAsync(other, locale)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");

        (await before.AnswerAsync(old, new { password = TestServer.Password })).Text("step.kind").ShouldBe("done");
        (await after.AnswerAsync(other, locale)).Text("step.kind").ShouldBe("prompt");
    }
}
