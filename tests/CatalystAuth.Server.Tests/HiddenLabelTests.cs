using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteHiddenLabelTests(SqliteServer server) : HiddenLabelTests(server);

public sealed class PostgresHiddenLabelTests(PostgresServer server) : HiddenLabelTests(server);

/// <summary>Labels whose schema hides them from clients.</summary>
public abstract class HiddenLabelTests(TestServer server)
{
    [Fact]
    public async Task A_hidden_label_is_nowhere_where_a_member_looks_and_everywhere_where_a_server_does()
    {
        var (ada, org, bob) = await NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/risk", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "risk:org", "open" } })).ShouldBe(HttpStatusCode.OK);
        var group = await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "G", labels = new[] { "risk:group" } });
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { labelsDelta = new[] { "+risk:me" } })).ShouldBe(HttpStatusCode.OK);
        var (_, key) = await ada.NewKeyAsync(org, "org:read", "members:read", "groups:read", "roles:read");
        var keyToken = (await server.Anonymous().ExchangeAsync(key)).Text("access_token");
        var server1 = new Caller(server.NewHttpClient(), keyToken);
        string[] paths =
        [
            $"/v1/orgs/{org}", $"/v1/orgs/{org}/members", $"/v1/orgs/{org}/groups", $"/v1/orgs/{org}/groups/{group.Text("id")}",
            $"/v1/orgs/{org}/members/{bob.UserId}/effective", $"/v1/orgs/{org}/labels/schema",
        ];

        foreach (var path in paths)
        {
            await ShouldHideAsync(bob, path);
            (await ada.GetAsync(path)).Body.ShouldContain("risk", customMessage: path);
            (await server1.GetAsync(path)).Body.ShouldContain("risk", customMessage: path);
        }

        foreach (var path in (string[])["/v1/orgs", "/v1/me", $"/v1/me/effective?org={org}", $"/v1/orgs/{org}/access?permission=org:read"])
        {
            await ShouldHideAsync(bob, path);
        }

        var token = await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", org));
        Jwt.Payload(token.Text("access_token"))["labels"]!.ToJsonString().ShouldBe("""["open"]""");
        Jwt.Payload(keyToken)["labels"]!.ToJsonString().ShouldBe("""["open"]""");
    }

    [Fact]
    public async Task Who_deletes_or_only_looks_learns_of_no_hidden_label()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, bob) = await NewOrgAsync();
        var sam = await server.SignUpAsync("Sam");
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/risk", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "risk:org", "open" } })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "closer", permissions = new[] { "org:read", "org:delete" } }))
            .ShouldBe(HttpStatusCode.Created);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "closer" })).ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync("/v1/bindings", new { subject = sam.UserId, role = "platform-support" })).ShouldBe(HttpStatusCode.Created);
        var slug = (await ada.GetAsync($"/v1/orgs/{org}")).Text("slug");

        (await admin.GetAsync($"/v1/orgs?all=true&q={slug}")).Body.ShouldContain("risk");
        await ShouldHideAsync(sam, $"/v1/orgs?all=true&q={slug}");
        var deleted = await bob.DeleteAsync($"/v1/orgs/{org}");
        deleted.ShouldBe(HttpStatusCode.OK);
        deleted.Body.ShouldContain("open");
        deleted.Body.ShouldNotContain("risk");
    }

    [Fact]
    public async Task Members_are_not_found_by_a_hidden_label_of_theirs()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, bob) = await NewOrgAsync();
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = new[] { "risk:high" } })).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync($"/v1/orgs/{org}/members?label=risk:high")).Items().Count.ShouldBe(1);

        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/risk", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);

        (await bob.GetAsync($"/v1/orgs/{org}/members?label=risk:high")).Items().ShouldBeEmpty();
        (await ada.GetAsync($"/v1/orgs/{org}/members?label=risk:high")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_schema_of_the_platform_hides_no_user_learns_of_themself()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, bob) = await NewOrgAsync();
        var key = $"k{Guid.CreateVersion7():N}";
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = new[] { key } })).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync("/v1/me")).Body.ShouldContain(key);
        (await bob.GetAsync($"/v1/me/effective?org={org}")).Body.ShouldContain(key);
        (await ada.GetAsync($"/v1/orgs/{org}/members/{bob.UserId}/effective")).At("labels")![0]!["clientVisible"]!.GetValue<bool>().ShouldBeTrue();

        (await admin.PutAsync($"/v1/labels/schema/{key}", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);

        // At once, although both identities were kept.
        await ShouldHideAsync(bob, "/v1/me", key);
        await ShouldHideAsync(bob, $"/v1/me/effective?org={org}", key);
        (await ada.GetAsync($"/v1/orgs/{org}/members/{bob.UserId}/effective")).At("labels")![0]!["clientVisible"]!.GetValue<bool>().ShouldBeFalse();
        var signedIn = await server.SignInAsync(bob.Email);
        signedIn.Body.ShouldNotContain(key);
        Jwt.Payload(signedIn.Text("tokens.accessToken"))["labels"]!.AsArray().ShouldBeEmpty();
        (await admin.GetAsync($"/v1/users/{bob.UserId}")).Body.ShouldContain(key);

        (await admin.DeleteAsync($"/v1/labels/schema/{key}")).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/me/effective?org={org}")).Body.ShouldContain(key);
    }

    [Fact]
    public async Task An_organisation_hides_what_the_platform_shows_and_never_shows_what_it_hides()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, bob) = await NewOrgAsync();
        var key = $"k{Guid.CreateVersion7():N}";
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/{key}", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { key } })).ShouldBe(HttpStatusCode.OK);

        (await admin.PutAsync($"/v1/labels/schema/{key}", new { clientVisible = true })).ShouldBe(HttpStatusCode.OK);
        await ShouldHideAsync(bob, $"/v1/me/effective?org={org}", key);
        (await ada.DeleteAsync($"/v1/orgs/{org}/labels/schema/{key}")).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"/v1/me/effective?org={org}")).Body.ShouldContain(key);
        (await admin.PutAsync($"/v1/labels/schema/{key}", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);
        await ShouldHideAsync(bob, $"/v1/me/effective?org={org}", key);
    }

    [Fact]
    public async Task No_rule_of_an_app_asks_for_a_hidden_label()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, _) = await NewOrgAsync();
        var key = $"k{Guid.CreateVersion7():N}";
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/risk", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);
        var refused = await ada.PostAsync($"/v1/orgs/{org}/apps", App("risk:high"));
        refused.ShouldBe(HttpStatusCode.BadRequest, "app.hidden_label");
        refused.Text("detail").ShouldContain("risk:high");
        var app = await ada.PostAsync($"/v1/orgs/{org}/apps", App($"{key}:1"));
        app.ShouldBe(HttpStatusCode.Created);
        (await ada.PatchAsync($"/v1/apps/{app.Text("id")}", Json.Content("""{"rules":[{"path":"/**","require":{"label":"risk"}}]}""")))
            .ShouldBe(HttpStatusCode.BadRequest, "app.hidden_label");

        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/{key}", new { clientVisible = false })).ShouldBe(HttpStatusCode.Conflict, "label_schema.in_use");
        (await admin.PutAsync($"/v1/labels/schema/{key}", new { clientVisible = false })).ShouldBe(HttpStatusCode.Conflict, "label_schema.in_use");
        (await ada.DeleteAsync($"/v1/apps/{app.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.PutAsync($"/v1/labels/schema/{key}", new { clientVisible = false })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_label_that_is_hidden_and_asked_for_at_once_is_not_both()
    {
        var (ada, org, _) = await NewOrgAsync();
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(
                ada.PutAsync($"/v1/orgs/{org}/labels/schema/l{round}", new { clientVisible = false }), ada.PostAsync($"/v1/orgs/{org}/apps", App($"l{round}")));

            answers.Count(answer => (int)answer.Status < 300).ShouldBe(1);
        }
    }

    private static StringContent App(string label) => Json.Content(
        $$$"""{"name":"A","hosts":["app.localhost"],"rules":[{"path":"/**","require":{"any":[{"not":{"label":"{{{label}}}"}},{"scope":"app:read"}]}}]}""");

    private static async Task ShouldHideAsync(Caller caller, string path, string word = "risk")
    {
        var answer = await caller.GetAsync(path);
        answer.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldNotContain(word, customMessage: path);
    }

    private async Task<(Caller Owner, string Org, Caller Member)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        return (ada, org, bob);
    }
}
