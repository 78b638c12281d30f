using System.Net;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteAppTests(SqliteServer server) : AppTests(server);

public sealed class PostgresAppTests(PostgresServer server) : AppTests(server);

public abstract class AppTests(TestServer server)
{
    [Fact]
    public async Task An_app_is_created_read_changed_and_deleted_and_forward_auth_goes_by_it_at_once()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        (await AskAsync(app, "/public/x")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(app, "/secret")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var changed = await ada.PatchAsync($"/v1/apps/{app}", Json.Content("""{"rules":[{"path":"/**","require":{"scope":"app:read"}}]}"""), "\"1\"");
        changed.ShouldBe(HttpStatusCode.OK);
        changed.At("version")!.GetValue<int>().ShouldBe(2);
        (await AskAsync(app, "/public/x")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        (await ada.PatchAsync($"/v1/apps/{app}", new { name = "x" }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ada.DeleteAsync($"/v1/apps/{app}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync($"/v1/apps/{app}")).ShouldBe(HttpStatusCode.NotFound, "app.not_found");
        (await AskAsync(app, "/public/x")).Status.ShouldNotBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{org}/apps")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_key_of_an_organisation_passes_its_own_gate_and_dies_with_its_revocation()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var (id, key) = await ada.NewKeyAsync(org, "app:read");
        var token = (await server.Anonymous().ExchangeAsync(key)).Text("access_token");

        var allowed = await AskAsync(app, "/reports", token);
        allowed.Status.ShouldBe(HttpStatusCode.OK);
        allowed.Headers.GetValues("X-User-Sub").ShouldBe([id]);
        allowed.Headers.GetValues("X-Org-ID").ShouldBe([org]);
        allowed.Headers.GetValues("X-Scopes").ShouldBe(["app:read"]);
        allowed.Headers.GetValues("X-User-Email").ShouldBe(["-"]);

        await ada.DeleteAsync($"/v1/keys/{id}");
        (await AskAsync(app, "/reports", token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_decision_can_be_read_by_who_may_and_by_nobody_else()
    {
        var ada = await server.SignUpAsync();
        var eve = await server.SignUpAsync("Eve");
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var denied = await AskAsync(app, "/secret?token=hidden");
        var id = denied.Text("decisionId");

        var read = await Eventually.GetAsync(
            () => ada.GetAsync($"/v1/decisions/{id}"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));

        read.Text("outcome").ShouldBe("deny");
        read.Text("reason").ShouldBe("decision.unauthenticated");
        read.Text("path").ShouldBe("/secret");
        read.At("rule")!.GetValue<int>().ShouldBe(1);
        read.Body.ShouldNotContain("hidden");
        (await eve.GetAsync($"/v1/decisions/{id}")).ShouldBe(HttpStatusCode.NotFound, "decision.not_found");
    }

    [Fact]
    public async Task Rules_come_back_as_they_were_written_and_refuse_at_the_gate()
    {
        const string Rules = """[{"path":"/**","require":{"all":[{"ip":["10.0.0.0/8","127.0.0.0/8"]},{"time":{"after":"09:00","days":["mon"],"zone":"Europe/Berlin","notAfter":"2400-01-01T00:00:00Z"}}]},"methods":["GET"],"deny":{"label":"blocked"}}]""";
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);

        var changed = await ada.PatchAsync($"/v1/apps/{app}", Json.Content($$"""{"rules":{{Rules}},"engine":"local"}"""));

        changed.ShouldBe(HttpStatusCode.OK);
        changed.At("rules")!.ToJsonString().ShouldBe(Rules);
        (await ada.GetAsync($"/v1/apps/{app}")).At("rules")!.ToJsonString().ShouldBe(Rules);
        (await ada.GetAsync($"/v1/apps/{app}")).Text("engine").ShouldBe("local");
        (await ada.PatchAsync($"/v1/apps/{app}", new { engine = "opa" })).ShouldBe(HttpStatusCode.BadRequest, "app.unknown_engine");
        var refused = await ada.PatchAsync($"/v1/apps/{app}", Json.Content("""{"rules":[{"path":"/**","require":{"any":["public",{"scope":1}]}}]}"""));
        refused.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        refused.At("errors")!.AsObject().ShouldHaveSingleItem().Key.ShouldBe("/rules/0/require/any/1/scope");

        (await ada.PatchAsync($"/v1/apps/{app}", Json.Content("""{"rules":[{"path":"/**","require":{"permission":"org:read"},"deny":{"role":"owner"}}]}""")))
            .ShouldBe(HttpStatusCode.OK);
        var token = (await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", ada.RefreshToken), ("org", org))).Text("access_token");
        var denied = await AskAsync(app, "/x", token);
        denied.Status.ShouldBe(HttpStatusCode.Forbidden);
        denied.Code.ShouldBe("decision.denied");
        denied.Text("clause").ShouldBe("role owner");
    }

    [Theory]
    [InlineData("""{"name":"a","hosts":[],"rules":[{"path":"/**","require":"public"}]}""", "app.invalid_host")]
    [InlineData("""{"name":"a","hosts":["https://x"],"rules":[{"path":"/**","require":"public"}]}""", "app.invalid_host")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[]}""", "app.invalid_rule")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"**","require":"public"}]}""", "app.invalid_rule")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"/**","require":{"scope":"x"}}]}""", "app.invalid_rule")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"/**","require":"everyone"}]}""", "request.invalid")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"/**"}]}""", "request.invalid")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[null]}""", null)]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"/**","require":"public","deny":{"label":"Beta"}}]}""", "app.invalid_rule")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"/**","require":{"time":{"after":"09:00","zone":"Europe/Nowhere"}}}]}""", "app.invalid_rule")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"/**","require":"public"}],"engine":"opa"}""", "app.unknown_engine")]
    [InlineData("""{"name":"a","hosts":["x"],"rules":[{"path":"/**","require":"public"}],"engine":""}""", "app.unknown_engine")]
    [InlineData("""{"name":"","hosts":["x"],"rules":[{"path":"/**","require":"public"}]}""", "app.invalid_name")]
    public async Task An_app_that_breaks_a_rule_is_refused_and_not_made(string body, string? code)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await ada.PostAsync($"/v1/orgs/{org}/apps", Json.Content(body))).ShouldBe(HttpStatusCode.BadRequest, code);

        (await ada.GetAsync($"/v1/orgs/{org}/apps")).Items().ShouldBeEmpty();
    }

    private Task<Answer> AskAsync(string app, string path, string? token = null) => server.AskGateAsync(app, path, token);
}
