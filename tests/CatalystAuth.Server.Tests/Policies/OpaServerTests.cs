using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Policies;

/// <summary>A server whose operator has set up Open Policy Agent.</summary>
public sealed class OpaServer : SqliteServer
{
    public OpaEmulator Opa { get; private set; } = null!;

    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        Opa = await OpaEmulator.StartAsync();
        settings["Catalyst:Opa:Url"] = Opa.Url;
        settings["Catalyst:Opa:CacheLifetime"] = "00:00:00";
        await base.ConfigureAsync(settings);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Opa.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class OpaServerTests(OpaServer server) : IClassFixture<OpaServer>
{
    [Fact]
    public async Task An_app_chooses_it_and_the_gate_and_the_explanation_go_by_it()
    {
        server.Opa.Documents["catalyst/allow"] = input => input["subject"] is { } subject && subject["scopes"]!.AsArray().Any(scope => scope!.GetValue<string>() == "app:read")
            ? new JsonObject { ["allow"] = input["request"]!["path"]!.GetValue<string>() != "/late", ["reason"] = "come earlier" }
            : null;
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        (await ada.PatchAsync($"/v1/apps/{app}", new { engine = "opa" })).Text("engine").ShouldBe("opa");
        var (_, key) = await ada.NewKeyAsync(org, "app:read");
        var token = (await server.Anonymous().ExchangeAsync(key)).Text("access_token");

        (await server.AskGateAsync(app, "/reports", token)).Status.ShouldBe(HttpStatusCode.OK);
        var late = await server.AskGateAsync(app, "/late", token);
        late.Status.ShouldBe(HttpStatusCode.Forbidden);
        late.Code.ShouldBe("decision.engine_refused");
        late.Text("clause").ShouldBe("opa come earlier");
        (await server.AskGateAsync(app, "/public/x")).Code.ShouldBe("decision.engine_refused");
        (await server.AskGateAsync(app, "/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var asked = await ada.PostAsync("/v1/policies/evaluate", new { app, path = "/late" });
        asked.ShouldBe(HttpStatusCode.OK);
        asked.Text("reason").ShouldBe("decision.engine_refused");
        asked.Text("require.verdict").ShouldBe("yes");
        asked.Text("inputs.engine").ShouldBe("opa");

        server.Opa.Fault = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        (await server.AskGateAsync(app, "/reports", token)).Code.ShouldBe("decision.engine_failed");
        (await ada.PostAsync("/v1/policies/evaluate", new { app, path = "/x" })).Text("clause").ShouldBe("opa status 500");
        (await ada.PatchAsync($"/v1/apps/{app}", new { engine = "local" })).ShouldBe(HttpStatusCode.OK);
        (await server.AskGateAsync(app, "/reports", token)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
