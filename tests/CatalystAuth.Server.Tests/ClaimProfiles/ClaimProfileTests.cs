using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.ClaimProfiles;

public sealed class SqliteClaimProfileTests(SqliteServer server) : ClaimProfileTests(server);

public sealed class PostgresClaimProfileTests(PostgresServer server) : ClaimProfileTests(server);

/// <summary>How organisations say what their tokens look like to other systems.</summary>
public abstract class ClaimProfileTests(TestServer server)
{
    private const string Secret = "canary-0123456789-abcdefghijklmnopqrstuv";

    private static object Hasura => new { profile = "hasura", settings = new { map = new[] { new { role = "owner", to = "manager" } } } };

    private static object Qdrant(string? secret) => secret is null
        ? new { profile = "qdrant", settings = Docs }
        : new { profile = "qdrant", settings = Docs, secret };

    private static object Docs => new { map = new[] { new { scope = "docs:read", to = "docs", access = "r" } } };

    [Fact]
    public async Task A_profile_is_set_read_listed_replaced_and_deleted_and_each_is_told()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var path = $"/v1/orgs/{org}/claim-profiles/graph";

        var made = await ada.PutAsync(path, Hasura);
        made.ShouldBe(HttpStatusCode.OK);
        made.Text("tokenAudience").ShouldBe($"{org}/graph");
        (await ada.GetAsync(path)).Text("profile").ShouldBe("hasura");
        (await ada.PutAsync(path, Hasura)).Json!["version"]!.GetValue<int>().ShouldBe(1);
        var replaced = await ada.SendAsync(HttpMethod.Put, path, new { profile = "hasura", settings = new { otherwise = "user", lifetime = 60 } }, "\"1\"");
        replaced.Json!["version"]!.GetValue<int>().ShouldBe(2);
        (await ada.SendAsync(HttpMethod.Put, path, Hasura, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed, "request.version_mismatch");
        (await ada.GetAsync($"/v1/orgs/{org}/claim-profiles")).Json!.AsArray().ShouldHaveSingleItem()!["audience"]!.GetValue<string>().ShouldBe("graph");
        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "claim_profile.not_found");
        (await ada.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound, "claim_profile.not_found");

        var told = (await ada.GetAsync($"/v1/audit/events?org={org}&action=claim_profile.*")).Items();
        told.Select(record => record["action"]!.GetValue<string>()).ShouldBe(["claim_profile.deleted", "claim_profile.set", "claim_profile.set"]);
    }

    [Fact]
    public async Task A_secret_is_kept_changed_and_never_shown()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var path = $"/v1/orgs/{org}/claim-profiles/search";

        (await ada.PutAsync(path, Qdrant(null))).ShouldBe(HttpStatusCode.BadRequest, "claim_profile.invalid_secret");
        Answer[] answers =
        [
            await ada.PutAsync(path, Qdrant(Secret)), await ada.PutAsync(path, Qdrant(Secret)), await ada.PutAsync(path, Qdrant(null)),
            await ada.PutAsync(path, Qdrant(Secret + "2")), await ada.GetAsync(path), await ada.GetAsync($"/v1/orgs/{org}/claim-profiles"),
            await ada.PutAsync(path, new { profile = "qdrant", settings = Docs, secret = Secret, more = 1 }),
            await ada.GetAsync($"/v1/audit/events?org={org}"), await ada.GetAsync($"/v1/events?org={org}"),
        ];

        answers.ShouldAllBe(answer => !answer.Body.Contains("canary", StringComparison.Ordinal));
        server.Log.Lines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));
        answers.Take(4).Select(answer => answer.Json!["version"]!.GetValue<int>()).ShouldBe([1, 1, 1, 2]);
        (await server.RecordsOfAsync("search")).Where(record => $"{record.OrgId}" == org).Select(record => record.Data)
            .ShouldAllBe(data => !data.Contains("canary", StringComparison.Ordinal) && data.Contains("\"secretChanged\":true", StringComparison.Ordinal));

        // Of another kind it needs none, and what it had is gone.
        (await ada.PutAsync(path, Hasura)).Json!["hasSecret"]!.GetValue<bool>().ShouldBeFalse();
        (await ada.PutAsync(path, Qdrant(null))).ShouldBe(HttpStatusCode.BadRequest, "claim_profile.invalid_secret");
    }

    [Theory]
    [InlineData("search", """{"profile":"mongo"}""", "claim_profile.invalid")]
    [InlineData("Search", """{"profile":"litellm"}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura"}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"otherwise":"user","lifetime":3601}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"otherwise":"user","lifetime":0}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"otherwise":"a b"}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"otherwise":"Admin"}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"hasura","settings":{"map":[{"to":"user"}]}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"map":[null]}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"map":[{"role":"owner","scope":"a:b","to":"user"}]}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"map":[{"role":"owner","to":"user","access":"r"}]}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"hasura","settings":{"map":[{"role":"owner","to":"user"}]},"secret":"canary-0123456789-abcdefghijklmnopqrstuv"}""", "claim_profile.invalid_secret")]
    [InlineData("search", """{"profile":"postgrest","settings":{"map":[{"role":"owner","to":"service_role"}]}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"postgrest","settings":{"map":[{"role":"owner","to":"PG_read_all_data"}]}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"supabase","settings":{"otherwise":"supabase_admin"}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"grafana","settings":{"otherwise":"GrafanaAdmin"}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"grafana","settings":{"otherwise":"Owner"}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"kubernetes","settings":{"map":[{"role":"owner","to":"system:masters"}]}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"minio","settings":{"map":[{"role":"owner","to":"consoleAdmin"}]}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"minio","settings":{"map":[{"role":"owner","to":"readonly,consoleAdmin"}]}}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"litellm","settings":{"map":[{"role":"owner","to":"litellm_proxy_admin"}]}}""", "claim_profile.reserved_name")]
    [InlineData("search", """{"profile":"qdrant","settings":{"map":[{"scope":"a:b","to":"docs","access":"m"}]},"secret":"canary-0123456789-abcdefghijklmnopqrstuv"}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"qdrant","settings":{"map":[{"scope":"a:b","to":"docs"}]},"secret":"canary-0123456789-abcdefghijklmnopqrstuv"}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"qdrant","settings":{"map":[{"role":"owner","to":"*","access":"m"}]},"secret":"canary-0123456789-abcdefghijklmnopqrstuv"}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"qdrant","settings":{"map":[{"scope":"a:b","to":"docs","access":"r"}],"otherwise":"docs"},"secret":"canary-0123456789-abcdefghijklmnopqrstuv"}""", "claim_profile.invalid")]
    [InlineData("search", """{"profile":"qdrant","settings":{"map":[{"scope":"a:b","to":"docs","access":"r"}]},"secret":"canary-of-31-characters-0123456"}""", "claim_profile.invalid_secret")]
    public async Task What_does_not_hold_together_or_gives_privilege_is_refused(string audience, string body, string code)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var refused = await ada.PutAsync($"/v1/orgs/{org}/claim-profiles/{audience}", Json.Content(body));

        refused.ShouldBe(HttpStatusCode.BadRequest, code);
        refused.Body.ShouldNotContain("canary");
        server.Log.Lines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_who_may_sees_and_sets_them()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var path = $"/v1/orgs/{org}/claim-profiles/graph";
        var bob = await server.SignUpAsync("Bob");
        (await ada.PutAsync(path, Hasura)).ShouldBe(HttpStatusCode.OK);

        (await server.Anonymous().GetAsync(path)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await bob.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await bob.PutAsync(path, Hasura)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await bob.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        (await bob.GetAsync(path)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.PutAsync(path, Hasura)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task There_are_fifty_at_most_also_when_two_come_at_once()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        for (var i = 0; i < 49; i++)
        {
            (await ada.PutAsync($"/v1/orgs/{org}/claim-profiles/a{i}", Hasura)).ShouldBe(HttpStatusCode.OK);
        }

        var both = await Task.WhenAll(
            ada.PutAsync($"/v1/orgs/{org}/claim-profiles/b1", Hasura), ada.PutAsync($"/v1/orgs/{org}/claim-profiles/b2", Hasura));

        both.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        both.Single(answer => answer.Status != HttpStatusCode.OK).ShouldBe(HttpStatusCode.Conflict, "claim_profile.too_many");
    }

    [Theory]
    [InlineData("system:masters")]
    [InlineData("litellm_x:admin")]
    public async Task No_permission_and_no_key_has_a_name_that_means_privilege_elsewhere(string name)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await ada.PutAsync($"/v1/orgs/{org}/permissions/{name}", new { })).ShouldBe(HttpStatusCode.BadRequest, "permission.invalid");
        (await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { name } })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_scope");
    }

    [Theory]
    [InlineData("service_role")]
    [InlineData("supabase_admin")]
    [InlineData("postgres")]
    [InlineData("pg_monitor")]
    [InlineData("consoleadmin")]
    [InlineData("grafanaadmin")]
    [InlineData("litellm_proxy_admin")]
    public async Task No_role_has_a_name_that_means_privilege_elsewhere(string name)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name, permissions = new[] { "org:read" } })).ShouldBe(HttpStatusCode.BadRequest, "role.invalid");
    }

    [Fact]
    public async Task No_key_has_the_audience_of_another_organisations_profile()
    {
        var ada = await server.SignUpAsync();
        var (org, other) = (await ada.NewOrgAsync(), await ada.NewOrgAsync("Other"));

        (await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "org:read" }, audiences = new[] { $"{other}/graph" } }))
            .ShouldBe(HttpStatusCode.BadRequest, "key.invalid_audience");
    }
}
