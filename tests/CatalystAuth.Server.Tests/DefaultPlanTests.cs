using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>Servers of these tests alone: the default plan is everybody's.</summary>
public sealed class OwnSqliteServer : SqliteServer;

public sealed class OwnPostgresServer : PostgresServer;

public sealed class SqliteDefaultPlanTests(OwnSqliteServer server) : DefaultPlanTests(server), IClassFixture<OwnSqliteServer>;

public sealed class PostgresDefaultPlanTests(OwnPostgresServer server) : DefaultPlanTests(server), IClassFixture<OwnPostgresServer>;

public abstract class DefaultPlanTests(TestServer server)
{
    [Fact]
    public async Task The_default_plan_is_beneath_every_other_and_what_is_left_without_one()
    {
        var admin = await server.SignInAdminAsync();
        await ImportAsync(admin, """
            {"key":"free","name":"Free","features":["chat"],"limits":[{"name":"members","max":2},{"name":"orgs_owned","max":1}],"labels":["tier:free"],"default":true},
            {"key":"pro","name":"Pro","features":["sso"],"limits":[{"name":"members","max":9}],"labels":["tier:pro"]}
            """);
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var effective = await ada.GetAsync($"/v1/me/effective?org={org}");
        effective.Text("plan").ShouldBe("free");
        Labels(effective).ShouldBe(["tier:free"]);
        (await ada.PostAsync("/v1/orgs", new { name = "Second" })).ShouldBe(HttpStatusCode.Conflict, "entitlement.limit_reached");

        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan = "pro" })).ShouldBe(HttpStatusCode.OK);
        effective = await ada.GetAsync($"/v1/me/effective?org={org}");
        effective.Text("plan").ShouldBe("pro");
        effective.At("features")!.AsArray().Select(feature => $"{feature!["name"]}<{feature["source"]!["id"]}").ShouldBe(["chat<free", "sso<pro"]);
        Labels(effective).ShouldBe(["tier:pro"]);
        (await ada.GetAsync($"/v1/orgs/{org}/usage")).Items().Single(item => item["limit"]!.GetValue<string>() == "members")["max"]!.GetValue<int>().ShouldBe(9);

        // Less by default: every token for an organisation is cut, one for none is not.
        var token = await server.EnterAsync(ada, org);
        await ImportAsync(admin, """{"key":"free","name":"Free","limits":[{"name":"members","max":2},{"name":"orgs_owned","max":1}],"default":true}""");
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/me/effective?org={org}")).At("features")!.AsArray().Select(feature => feature!["name"]!.GetValue<string>()).ShouldBe(["sso"]);

        // Another becomes the default: there is one at any time.
        (await admin.DeleteAsync("/v1/plans/free")).ShouldBe(HttpStatusCode.Conflict, "plan.in_use");
        (await admin.PatchAsync("/v1/plans/pro", new { @default = true })).ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync("/v1/plans")).Items().Where(plan => plan["default"]!.GetValue<bool>()).Select(plan => plan["key"]!.GetValue<string>())
            .ShouldBe(["pro"]);
        (await admin.DeleteAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync($"/v1/me/effective?org={org}")).Text("plan").ShouldBe("pro");
        (await ada.PostAsync("/v1/orgs", new { name = "Second" })).ShouldBe(HttpStatusCode.Created);
        (await admin.DeleteAsync("/v1/plans/free")).ShouldBe(HttpStatusCode.NoContent);

        // An import says which plan it takes that from.
        (await admin.PutAsync("/v1/plans/import?dryRun=true", Json.Content("""{"plans":[{"key":"max","name":"Max","default":true}]}""")))
            .At("changes")!.ToJsonString().ShouldBe("""[{"key":"max","change":"created"},{"key":"pro","change":"updated"}]""");

        // And none, with nothing left of it.
        (await admin.PatchAsync("/v1/plans/pro", new { @default = false })).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/me/effective?org={org}")).At("plan").ShouldBeNull();
        (await admin.PutAsync("/v1/plans/import", Json.Content("""{"plans":[{"key":"a","name":"A","default":true},{"key":"b","name":"B","default":true}]}""")))
            .At("errors")!.AsObject().Select(error => error.Key).ShouldBe(["plans[1].default"]);
    }

    private static async Task ImportAsync(Caller admin, string plans) =>
        (await admin.PutAsync("/v1/plans/import", Json.Content($$"""{"plans":[{{plans}}]}"""))).ShouldBe(HttpStatusCode.OK);

    private static IEnumerable<string> Labels(Answer effective) =>
        effective.At("labels")!.AsArray().Select(label => label!["label"]!.GetValue<string>());
}
