using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteLabelSchemaTests(SqliteServer server) : LabelSchemaTests(server);

public sealed class PostgresLabelSchemaTests(PostgresServer server) : LabelSchemaTests(server);

public abstract class LabelSchemaTests(TestServer server)
{
    [Fact]
    public async Task A_schema_is_defined_replaced_by_version_listed_and_deleted()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var path = $"/v1/orgs/{org}/labels/schema/tier";
        var made = await ada.PutAsync(path, new { description = "What they bought", value = "required", values = new[] { "gold" }, targets = new[] { "org", "user" }, maxLife = 3600 });
        made.ShouldBe(HttpStatusCode.OK);
        made.Text("setBy").ShouldBe("org_admins");
        made.At("clientVisible")!.GetValue<bool>().ShouldBeTrue();
        made.At("targets")!.ToJsonString().ShouldBe("""["user","org"]""");

        (await ada.SendAsync(HttpMethod.Put, path, new { value = "none" }, "\"7\"")).ShouldBe(HttpStatusCode.PreconditionFailed, "request.version_mismatch");
        (await ada.SendAsync(HttpMethod.Put, $"{path}2", new { }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        var changed = await ada.SendAsync(HttpMethod.Put, path, new { value = "none" }, "\"1\"");
        changed.At("version")!.GetValue<int>().ShouldBe(2);
        changed.At("targets")!.AsArray().Count.ShouldBe(5);
        (await ada.PutAsync(path, new { value = "none" })).At("version")!.GetValue<int>().ShouldBe(2);
        KeysOf(await bob.GetAsync($"/v1/orgs/{org}/labels/schema")).ShouldContain("tier");

        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "label_schema.not_found");
        var records = (await server.RecordsOfAsync("tier")).Where(record => record.OrgId.ToString() == org).ToList();
        records.Select(record => record.Action).ShouldBe(["label_schema.set", "label_schema.set", "label_schema.deleted"]);
        JsonNode.Parse(records[1].Data)!["before"]!["values"]![0]!.GetValue<string>().ShouldBe("gold");
    }

    [Theory]
    [InlineData("Tier", "{}")]
    [InlineData("a:b", "{}")]
    [InlineData("tier", """{"value":"none","values":["gold"]}""")]
    [InlineData("tier", """{"values":["gold","gold"]}""")]
    [InlineData("tier", """{"values":["go ld"]}""")]
    [InlineData("tier", """{"targets":[]}""")]
    [InlineData("tier", """{"targets":["org","org"]}""")]
    [InlineData("tier", """{"maxLife":59}""")]
    [InlineData("tier", """{"setBy":"everybody"}""", "request.invalid")]
    [InlineData("tier", """{"hidden":true}""", "request.invalid")]
    public async Task A_malformed_schema_is_refused(string key, string body, string code = "label_schema.invalid")
    {
        var (ada, org, _) = await NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/{Uri.EscapeDataString(key)}", Json.Content(body))).ShouldBe(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Schemas_are_for_who_writes_labels_and_the_platforms_for_its_admins()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var eve = await server.SignUpAsync("Eve");
        var path = $"/v1/orgs/{org}/labels/schema/tier";

        (await server.Anonymous().PutAsync(path, new { })).ShouldBe(HttpStatusCode.Unauthorized);
        (await eve.PutAsync(path, new { })).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await eve.GetAsync($"/v1/orgs/{org}/labels/schema")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await bob.PutAsync(path, new { })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.DeleteAsync(path)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await ada.PutAsync("/v1/labels/schema/tier", new { })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync("/v1/labels/schema")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.DeleteAsync("/v1/labels/schema/tier")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
    }

    [Fact]
    public async Task A_platforms_schema_counts_in_every_organisation_and_can_not_be_replaced_there()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, _) = await NewOrgAsync();
        var key = NewKey();
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/{key}", new { })).ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync($"/v1/labels/schema/{key}", new { setBy = "platform" })).ShouldBe(HttpStatusCode.OK);

        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/{key}", new { description = "Mine" })).ShouldBe(HttpStatusCode.Conflict, "label_schema.of_platform");
        (await SetOrgAsync(ada, org, key)).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await SetOrgAsync(admin, org, key)).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{org}/labels/schema")).Items().Count(schema => schema["key"]!.GetValue<string>() == key).ShouldBe(2);
        KeysOf(await admin.GetAsync("/v1/labels/schema")).ShouldContain(key);

        (await admin.DeleteAsync($"/v1/labels/schema/{key}")).ShouldBe(HttpStatusCode.NoContent);
        (await SetOrgAsync(ada, org)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_puts_others_into_a_group_hands_on_no_label_that_they_may_not_set()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, bob) = await NewOrgAsync();
        var key = NewKey();
        var paid = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Paid", slug = "paid", labels = new[] { key } })).Text("id");
        var below = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Below", slug = "below", parentId = paid })).Text("id");
        var other = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Other", slug = "other" })).Text("id");
        (await admin.PutAsync($"/v1/labels/schema/{key}", new { setBy = "platform" })).ShouldBe(HttpStatusCode.OK);

        foreach (var group in new[] { paid, below })
        {
            (await ada.PutAsync($"/v1/orgs/{org}/groups/{group}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
            (await ada.PostAsync($"/v1/orgs/{org}/groups/{other}/move", new { parentId = group })).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
            (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = $"{key}@example.com", groups = new[] { group } }))
                .ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        }

        (await ada.PostAsync($"/v1/orgs/{org}/groups/{below}/move", new { })).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await ada.PutAsync($"/v1/orgs/{org}/groups/{other}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/me/effective?org={org}")).Body.ShouldNotContain(key);

        (await admin.PutAsync($"/v1/orgs/{org}/groups/{below}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/me/effective?org={org}")).Body.ShouldContain(key);
        (await ada.DeleteAsync($"/v1/orgs/{org}/groups/{below}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await admin.DeleteAsync($"/v1/labels/schema/{key}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/orgs/{org}/groups/{below}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Of_many_that_define_the_last_schema_at_once_one_succeeds()
    {
        var (ada, org, _) = await NewOrgAsync();
        foreach (var batch in Enumerable.Range(0, 199).Chunk(20))
        {
            (await Task.WhenAll(batch.Select(i => ada.PutAsync($"/v1/orgs/{org}/labels/schema/k{i}", new { }))))
                .ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => ada.PutAsync($"/v1/orgs/{org}/labels/schema/last{i}", new { })));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Code == "label_schema.too_many").ShouldBe(5);
    }

    [Fact]
    public async Task A_schema_says_on_what_a_label_stands_and_with_which_values()
    {
        var (ada, org, bob) = await NewOrgAsync();
        await SchemaAsync(ada, org, "tier", new { value = "required", values = new[] { "gold", "silver" }, targets = new[] { "org" } });
        await SchemaAsync(ada, org, "beta", new { value = "none" });

        var refused = await SetOrgAsync(ada, org, "tier:iron");
        refused.ShouldBe(HttpStatusCode.BadRequest, "label.value_not_allowed");
        refused.At("errors.labels")!.AsArray().Count.ShouldBe(1);
        (await SetOrgAsync(ada, org, "tier")).ShouldBe(HttpStatusCode.BadRequest, "label.value_not_allowed");
        (await SetOrgAsync(ada, org, "beta:1")).ShouldBe(HttpStatusCode.BadRequest, "label.value_not_allowed");
        (await SetOrgAsync(ada, org, "tier:gold", "beta", "free")).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "G", labels = new[] { "tier:gold" } }))
            .ShouldBe(HttpStatusCode.BadRequest, "label.wrong_target");
        var delta = await DeltaAsync(ada, org, bob, "+tier:gold");
        delta.ShouldBe(HttpStatusCode.BadRequest, "label.wrong_target");
        delta.At("errors.labelsDelta")!.AsArray().Count.ShouldBe(1);
        (await DeltaAsync(ada, org, bob, "-tier:gold")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_what_changes_is_judged_and_nobody_takes_away_what_they_may_not_set()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, bob) = await NewOrgAsync();
        var key = NewKey();
        (await admin.PutAsync($"/v1/labels/schema/{key}", new { setBy = "platform", values = new[] { "a", "b" } })).ShouldBe(HttpStatusCode.OK);
        (await SetOrgAsync(admin, org, $"{key}:a")).ShouldBe(HttpStatusCode.OK);

        (await SetOrgAsync(ada, org, $"{key}:a", "more")).ShouldBe(HttpStatusCode.OK);
        (await SetOrgAsync(ada, org, "more")).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await SetOrgAsync(ada, org, $"{key}:b", "more")).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { new { label = $"{key}:a", expiresAt = Tomorrow } } }))
            .ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await DeltaAsync(ada, org, bob, $"-{key}")).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "G", labels = new[] { $"{key}:b" } })).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = $"x-{key}@example.com", labelsDelta = new[] { $"+{key}:b" } }))
            .ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        var bulk = await ada.PostAsync($"/v1/orgs/{org}/members/bulk", new
        {
            members = new[] { new { userId = (await server.SignUpAsync("Cleo")).UserId, labelsDelta = new[] { $"+{key}:b" } } },
        });
        bulk.At("results")![0]!["error"]!["code"]!.GetValue<string>().ShouldBe("label.not_allowed");

        // Also when the schema came later than the label.
        (await admin.PutAsync($"/v1/labels/schema/{key}", new { setBy = "system" })).ShouldBe(HttpStatusCode.OK);
        (await SetOrgAsync(admin, org, "more")).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await SetOrgAsync(admin, org, $"{key}:a", "less")).ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = new[] { key } })).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
    }

    [Fact]
    public async Task Who_only_keeps_members_gives_free_labels_and_none_that_are_for_who_writes_labels()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var cleo = await MemberAsync(ada, org, "Cleo");
        await MemberKeeperAsync(ada, org, bob);
        await SchemaAsync(ada, org, "vip", new { setBy = "org_admins" });
        await SchemaAsync(ada, org, "risk", new { clientVisible = false });
        (await DeltaAsync(ada, org, cleo, "+risk:high", "+old")).ShouldBe(HttpStatusCode.OK);

        (await DeltaAsync(bob, org, cleo, "+vip")).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        var changed = await DeltaAsync(bob, org, cleo, "+free");

        // What they do not see is still there.
        changed.At("labelsDelta")!.AsArray().Select(label => label!.GetValue<string>()).ShouldBe(["+free"]);
        (await ada.GetAsync($"/v1/orgs/{org}/members/{cleo.UserId}/effective")).At("labels")!.AsArray().Select(label => label!["label"]!.GetValue<string>())
            .ShouldBe(["free", "risk:high"]);
        (await DeltaAsync(bob, org, cleo, "-risk")).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
    }

    [Theory]
    [InlineData("""["a",null]""")]
    [InlineData("""[7]""")]
    [InlineData("""[["a"]]""")]
    [InlineData("""[{"expiresAt":"2099-01-01T00:00:00Z"}]""")]
    [InlineData("""[{"label":"a","label":"b"}]""")]
    [InlineData("""[{"label":"a","expiresAt":null,"expiresAt":"2099-01-01T00:00:00Z"}]""")]
    [InlineData("""[{"label":"a","expiresAt":"soon"}]""")]
    [InlineData("""[{"label":"a","until":"2099-01-01T00:00:00Z"}]""")]
    [InlineData("""[{"label":"a:b:c"}]""", "label.invalid")]
    [InlineData("""["a",{"label":"a:1"}]""", "label.invalid")]
    [InlineData("""[{"label":"a","expiresAt":"2020-01-01T00:00:00Z"}]""", "label.invalid_expiry")]
    public async Task A_label_is_a_text_or_an_object_with_an_expiry_to_come(string labels, string code = "request.invalid")
    {
        var (ada, org, _) = await NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels", Json.Content($$"""{"labels":{{labels}}}"""))).ShouldBe(HttpStatusCode.BadRequest, code);
    }

    private static DateTimeOffset Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1);

    private static string NewKey() => $"k{Guid.CreateVersion7():N}";

    private static IEnumerable<string> KeysOf(Answer list) => list.Items().Select(schema => schema["key"]!.GetValue<string>());

    private static async Task SchemaAsync(Caller caller, string org, string key, object schema) =>
        (await caller.PutAsync($"/v1/orgs/{org}/labels/schema/{key}", schema)).ShouldBe(HttpStatusCode.OK);

    private static Task<Answer> SetOrgAsync(Caller caller, string org, params string[] labels) => caller.PutAsync($"/v1/orgs/{org}/labels", new { labels });

    private static Task<Answer> DeltaAsync(Caller caller, string org, Caller member, params string[] labelsDelta) =>
        caller.PatchAsync($"/v1/orgs/{org}/members/{member.UserId}", new { labelsDelta });

    private static async Task MemberKeeperAsync(Caller owner, string org, Caller member)
    {
        (await owner.PostAsync($"/v1/orgs/{org}/roles", new { name = "keeper", permissions = new[] { "members:write", "members:read", "org:read" } }))
            .ShouldBe(HttpStatusCode.Created);
        (await owner.PostAsync($"/v1/orgs/{org}/bindings", new { subject = member.UserId, role = "keeper" })).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Caller> MemberAsync(Caller owner, string org, string name)
    {
        var member = await server.SignUpAsync(name);
        (await owner.PostAsync($"/v1/orgs/{org}/members", new { userId = member.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        return member;
    }

    private async Task<(Caller Owner, string Org, Caller Member)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        return (ada, org, await MemberAsync(ada, org, "Bob"));
    }
}
