using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqlitePlanTests(SqliteServer server) : PlanTests(server);

public sealed class PostgresPlanTests(PostgresServer server) : PlanTests(server);

public abstract class PlanTests(TestServer server)
{
    [Fact]
    public async Task A_plan_is_made_read_changed_by_version_and_deleted()
    {
        var admin = await server.SignInAdminAsync();
        var key = NewKey();
        var made = await admin.PostAsync("/v1/plans", new
        {
            key,
            name = "Pro",
            description = "For teams",
            features = new[] { "sso", "audit" },
            limits = new object[] { new { name = "members", max = 50 }, new { name = "calls", max = (int?)null, per = "month" } },
            labels = new[] { "tier:pro" },
        });
        made.ShouldBe(HttpStatusCode.Created);
        made.Headers.Location!.ToString().ShouldBe($"/v1/plans/{key}");
        made.At("features")!.ToJsonString().ShouldBe("""["audit","sso"]""");
        made.At("limits")!.ToJsonString().ShouldBe("""[{"name":"calls","max":null,"per":"month"},{"name":"members","max":50,"per":"lifetime"}]""");

        var read = await admin.GetAsync($"/v1/plans/{key}");
        read.Body.ShouldBe(made.Body);
        (await admin.PatchAsync($"/v1/plans/{key}", new { name = "Pro 2" }, "\"1\"")).Text("name").ShouldBe("Pro 2");
        (await admin.PatchAsync($"/v1/plans/{key}", new { name = "Pro 3" }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed, "request.version_mismatch");
        (await admin.PostAsync("/v1/plans", new { key, name = "Again" })).ShouldBe(HttpStatusCode.Conflict, "plan.key_taken");
        (await admin.DeleteAsync($"/v1/plans/{key}")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.GetAsync($"/v1/plans/{key}")).ShouldBe(HttpStatusCode.NotFound, "plan.not_found");
        (await admin.DeleteAsync($"/v1/plans/{key}")).ShouldBe(HttpStatusCode.NotFound, "plan.not_found");
        (await server.RecordsOfAsync(key)).Select(record => record.Action).ShouldBe(["plan.created", "plan.updated", "plan.deleted"]);
    }

    [Fact]
    public async Task Everybody_who_is_signed_in_sees_the_public_plans_and_only_the_platform_changes_any()
    {
        var admin = await server.SignInAdminAsync();
        var (shown, hidden) = (NewKey(), NewKey());
        await NewPlanAsync(admin, shown, isPublic: true);
        await NewPlanAsync(admin, hidden);
        var eve = await server.SignUpAsync("Eve");

        var seen = (await eve.GetAsync("/v1/plans")).Items().Select(plan => plan["key"]!.GetValue<string>()).ToList();
        seen.ShouldContain(shown);
        seen.ShouldNotContain(hidden);
        (await admin.GetAsync("/v1/plans")).Items().Select(plan => plan["key"]!.GetValue<string>()).ShouldContain(hidden);
        (await eve.GetAsync($"/v1/plans/{shown}")).ShouldBe(HttpStatusCode.OK);
        (await eve.GetAsync($"/v1/plans/{hidden}")).ShouldBe(HttpStatusCode.NotFound, "plan.not_found");
        (await eve.PostAsync("/v1/plans", new { key = NewKey(), name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await eve.PatchAsync($"/v1/plans/{shown}", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await eve.DeleteAsync($"/v1/plans/{shown}")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await eve.GetAsync("/v1/plans/export")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await eve.PutAsync("/v1/plans/import", new { plans = Array.Empty<object>() })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await server.Anonymous().GetAsync("/v1/plans")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    [Theory]
    [InlineData("""{"key":"Pro","name":"Pro"}""", "key")]
    [InlineData("""{"key":"export","name":"Pro"}""", "key")]
    [InlineData("""{"key":"x1","name":""}""", "name")]
    [InlineData("""{"key":"x1","name":"Pro","features":["a","a"]}""", "features")]
    [InlineData("""{"key":"x1","name":"Pro","features":["A"]}""", "features")]
    [InlineData("""{"key":"x1","name":"Pro","features":[null]}""", "features")]
    [InlineData("""{"key":"x1","name":"Pro","limits":[{"name":"a","max":-1}]}""", "limits")]
    [InlineData("""{"key":"x1","name":"Pro","limits":[{"name":"a","max":9007199254740992}]}""", "limits")]
    [InlineData("""{"key":"x1","name":"Pro","limits":[{"name":"members","max":1,"per":"day"}]}""", "limits")]
    [InlineData("""{"key":"x1","name":"Pro","limits":[{"name":"a","max":1},{"name":"a","max":2}]}""", "limits")]
    [InlineData("""{"key":"x1","name":"Pro","limits":[null]}""", "limits")]
    [InlineData("""{"key":"x1","name":"Pro","features":["a"],"limits":[{"name":"a","max":1}]}""", "limits")]
    [InlineData("""{"key":"x1","name":"Pro","labels":["tier:pro","tier:max"]}""", "labels")]
    public async Task A_malformed_plan_is_refused_with_the_member_that_is_wrong(string body, string member)
    {
        var admin = await server.SignInAdminAsync();

        var answer = await admin.PostAsync("/v1/plans", Json.Content(body));

        answer.ShouldBe(HttpStatusCode.BadRequest, "plan.invalid");
        answer.At("errors")!.AsObject().Select(error => error.Key).ShouldBe([member]);
    }

    [Theory]
    [InlineData("""{"key":"x1","name":"Pro","limits":[{"name":"a"}]}""")]
    [InlineData("""{"key":"x1","name":"Pro","limits":[{"name":"a","max":1,"per":"year"}]}""")]
    [InlineData("""{"key":"x1","name":"Pro","limits":[{"name":"a","max":"1"}]}""")]
    [InlineData("""{"key":"x1","name":"Pro","version":7}""")]
    public async Task A_body_that_is_no_plan_is_refused(string body) =>
        (await (await server.SignInAdminAsync()).PostAsync("/v1/plans", Json.Content(body))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");

    [Fact]
    public async Task A_plan_that_an_organisation_has_can_not_be_deleted()
    {
        var admin = await server.SignInAdminAsync();
        var key = NewKey();
        await NewPlanAsync(admin, key);
        var org = await (await server.SignUpAsync()).NewOrgAsync();
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { plan = key })).ShouldBe(HttpStatusCode.OK);

        (await admin.DeleteAsync($"/v1/plans/{key}")).ShouldBe(HttpStatusCode.Conflict, "plan.in_use");

        (await admin.DeleteAsync($"/v1/orgs/{org}/entitlements")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync($"/v1/plans/{key}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task An_import_tells_what_it_would_do_does_it_and_the_export_gives_it_back()
    {
        var admin = await server.SignInAdminAsync();
        var (a, b) = (NewKey(), NewKey());
        await NewPlanAsync(admin, a);
        var document = new { plans = new object[] { new { key = a, name = "Other" }, new { key = b, name = "New", features = new[] { "sso" } } } };

        var told = await admin.PutAsync("/v1/plans/import?dryRun=true", document);
        told.At("changes")!.ToJsonString().ShouldBe($$"""[{"key":"{{a}}","change":"updated"},{"key":"{{b}}","change":"created"}]""");
        (await admin.GetAsync($"/v1/plans/{b}")).ShouldBe(HttpStatusCode.NotFound);
        (await admin.GetAsync($"/v1/plans/{a}")).Text("name").ShouldBe("Plan");

        (await admin.PutAsync("/v1/plans/import", document)).At("changes")!.ToJsonString().ShouldBe(told.At("changes")!.ToJsonString());
        (await admin.GetAsync($"/v1/plans/{a}")).Text("name").ShouldBe("Other");
        (await admin.PutAsync("/v1/plans/import", document)).At("changes")!.AsArray().Select(change => change!["change"]!.GetValue<string>())
            .ShouldBe(["unchanged", "unchanged"]);
        var exported = (await admin.GetAsync("/v1/plans/export")).At("plans")!.AsArray().Single(plan => plan!["key"]!.GetValue<string>() == b)!;
        (await admin.PutAsync("/v1/plans/import", new { plans = new[] { exported.DeepClone() } })).At("changes")!.ToJsonString()
            .ShouldBe($$"""[{"key":"{{b}}","change":"unchanged"}]""");
    }

    [Fact]
    public async Task One_bad_plan_of_an_import_stops_all_and_each_is_told()
    {
        var admin = await server.SignInAdminAsync();
        var key = NewKey();

        var answer = await admin.PutAsync("/v1/plans/import", new
        {
            plans = new object?[] { new { key, name = "Good" }, new { key = "Bad!", name = "Bad" }, null, new { key, name = "Twice" } },
        });

        answer.ShouldBe(HttpStatusCode.BadRequest, "plan.invalid");
        answer.At("errors")!.AsObject().Select(error => error.Key).ShouldBe(["plans[1].key", "plans[2]", "plans[3].key"]);
        (await admin.GetAsync($"/v1/plans/{key}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_many_who_create_the_same_plan_at_once_one_does()
    {
        var admin = await server.SignInAdminAsync();
        var key = NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => admin.PostAsync("/v1/plans", new { key, name = "Pro" })));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "plan.key_taken").ShouldBe(7);
    }

    internal static string NewKey() => $"p-{Guid.CreateVersion7():N}";

    internal static async Task NewPlanAsync(
        Caller admin, string key, string[]? features = null, object[]? limits = null, string[]? labels = null, bool isPublic = false) =>
        (await admin.PostAsync("/v1/plans", new
        {
            key,
            name = "Plan",
            features = features ?? [],
            limits = limits ?? [],
            labels = labels ?? [],
            @public = isPublic,
        })).ShouldBe(HttpStatusCode.Created);
}
