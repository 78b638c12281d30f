using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteOrgTests(SqliteServer server) : OrgTests(server);

public sealed class PostgresOrgTests(PostgresServer server) : OrgTests(server);

public abstract class OrgTests(TestServer server)
{
    [Fact]
    public async Task Who_creates_an_organisation_owns_it_and_finds_it_by_id_and_slug()
    {
        var ada = await server.SignUpAsync();

        var created = await ada.PostAsync("/v1/orgs", new { name = "Acme GmbH" });

        created.ShouldBe(HttpStatusCode.Created);
        created.Text("ownerUserId").ShouldBe(ada.UserId);
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");
        created.Headers.Location!.OriginalString.ShouldBe($"/v1/orgs/{created.Text("id")}");
        (await ada.GetAsync($"/v1/orgs/{created.Text("slug")}")).Text("id").ShouldBe(created.Text("id"));
        (await ada.GetAsync($"/v1/orgs/{created.Text("id")}")).Text("name").ShouldBe("Acme GmbH");
        (await ada.GetAsync("/v1/me")).At("orgs")![0]!["role"]!.GetValue<string>().ShouldBe("owner");
    }

    [Fact]
    public async Task A_slug_is_given_once_and_a_derived_one_finds_a_free_place()
    {
        var ada = await server.SignUpAsync();
        var slug = $"s{Guid.CreateVersion7():N}";

        (await ada.PostAsync("/v1/orgs", new { name = "One", slug })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync("/v1/orgs", new { name = "Two", slug })).ShouldBe(HttpStatusCode.Conflict, "org.slug_taken");
        (await ada.PostAsync("/v1/orgs", new { name = slug })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_many_at_once_with_one_slug_exactly_one_is_created()
    {
        var ada = await server.SignUpAsync();
        var slug = $"s{Guid.CreateVersion7():N}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ada.PostAsync("/v1/orgs", new { name = "Race", slug })));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "org.slug_taken").ShouldBe(7);
        (await ada.GetAsync("/v1/orgs")).Items().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", null, "org.invalid_name")]
    [InlineData("A\u0001", null, "org.invalid_name")]
    [InlineData("Acme", "Acme", "org.invalid_slug")]
    [InlineData("Acme", "a--b", "org.invalid_slug")]
    [InlineData("Acme", "", "org.invalid_slug")]
    public async Task A_name_or_slug_that_breaks_its_rule_is_refused(string name, string? slug, string code)
    {
        var ada = await server.SignUpAsync();

        var answer = await ada.PostAsync("/v1/orgs", slug is null ? new { name } : new { name, slug });

        answer.ShouldBe(HttpStatusCode.BadRequest, code);
        answer.At("errors").ShouldNotBeNull();
        (await ada.GetAsync("/v1/orgs")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_that_is_based_on_an_old_version_is_refused()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Two" }, "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Three" }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed, "request.version_mismatch");
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Three" }, "1")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync($"/v1/orgs/{org}")).Text("name").ShouldBe("Two");
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Four" }, "*")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lists_come_in_pages_and_a_strange_cursor_is_refused()
    {
        var ada = await server.SignUpAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await ada.NewOrgAsync($"Org {i}"));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ada.GetAsync($"/v1/orgs?limit=2{(cursor is null ? string.Empty : $"&cursor={cursor}")}");
            page.ShouldBe(HttpStatusCode.OK);
            seen.AddRange(page.Items().Select(org => org["id"]!.GetValue<string>()));
            cursor = page.At("nextCursor")?.GetValue<string>();
        }
        while (cursor is not null);

        seen.ShouldBe(ids);
        (await ada.GetAsync("/v1/orgs?cursor=nonsense")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid_cursor");
        (await ada.GetAsync("/v1/orgs?limit=0")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync("/v1/orgs?limit=201")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync("/v1/orgs?limit=x")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Effective_identity_merges_labels_and_says_where_each_part_came_from()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = new[] { "beta", "tier:free" } })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "tier:gold", "region:eu" } })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member", labelsDelta = new[] { "-region", "+vip" } }))
            .ShouldBe(HttpStatusCode.Created);

        var effective = await bob.GetAsync($"/v1/me/effective?org={org}");

        effective.ShouldBe(HttpStatusCode.OK);
        effective.Text("role").ShouldBe("member");
        effective.At("labels")!.AsArray().Select(label => $"{label!["label"]}<{label["source"]!["kind"]}")
            .ShouldBe(["beta<user", "tier:gold<org", "vip<membership"]);
        effective.At("permissions")!.AsArray().Select(held => $"{held!["permission"]}<{held["source"]!["id"]}")
            .ShouldBe(
            [
                "apps:read<member", "entitlements:read<member", "groups:read<member", "keys:read<member", "members:read<member",
                "org:read<member", "permissions:read<member", "roles:read<member",
            ]);
        var token = await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", org));
        Jwt.Payload(token.Text("access_token"))["labels"]!.AsArray().Select(label => label!.GetValue<string>()).ShouldBe(["beta", "tier:gold", "vip"]);
        (await bob.GetAsync("/v1/me/effective?org=nowhere")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await bob.GetAsync("/v1/me/effective")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Labels_of_users_are_for_platform_admins()
    {
        var ada = await server.SignUpAsync();

        (await ada.PutAsync($"/v1/users/{ada.UserId}/labels", new { labels = new[] { "vip" } }))
            .ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync($"/v1/users/{ada.UserId}")).ShouldBe(HttpStatusCode.Forbidden);
        (await ada.GetAsync("/v1/me")).At("labels")!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Not A Label")]
    [InlineData("a,b")]
    [InlineData("")]
    public async Task A_label_that_breaks_the_grammar_is_refused_and_nothing_changes(string label)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "good", label } })).ShouldBe(HttpStatusCode.BadRequest, "label.invalid");

        (await ada.GetAsync($"/v1/orgs/{org}")).At("labels")!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_organisation_defines_permissions_of_its_own_and_only_owners_hold_them()
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "admin" });

        (await ada.PutAsync($"/v1/orgs/{org}/permissions/report:export", new { description = "Export reports" })).ShouldBe(HttpStatusCode.OK);

        (await ada.GetAsync($"/v1/orgs/{org}/permissions")).Items()
            .ShouldContain(permission => permission["name"]!.GetValue<string>() == "report:export" && !permission["builtIn"]!.GetValue<bool>());
        (await bob.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "report:export" } }))
            .ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
        (await ada.PutAsync($"/v1/orgs/{org}/permissions/keys:steal", new { })).ShouldBe(HttpStatusCode.BadRequest, "permission.invalid");
        (await ada.PutAsync($"/v1/orgs/{org}/permissions/nonsense", new { })).ShouldBe(HttpStatusCode.BadRequest, "permission.invalid");
    }
}
