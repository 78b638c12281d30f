using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteUserKeyTests(SqliteServer server) : UserKeyTests(server);

public sealed class PostgresUserKeyTests(PostgresServer server) : UserKeyTests(server);

/// <summary>Keys that users make for themselves: never more than the user, and never longer in the organisation.</summary>
public abstract class UserKeyTests(TestServer server)
{
    [Fact]
    public async Task A_token_of_my_key_is_about_me_and_holds_what_the_key_says()
    {
        var (_, bob, org) = await NewTeamAsync("member");
        var (id, key) = await MineAsync(bob, org, "org:read", "members:read");

        var exchanged = await server.Anonymous().ExchangeAsync(key);

        exchanged.ShouldBe(HttpStatusCode.OK);
        exchanged.Text("scope").ShouldBe("org:read members:read");
        var claims = Jwt.Payload(exchanged.Text("access_token"));
        claims["sub"]!.GetValue<string>().ShouldBe(bob.UserId);
        claims["key"]!.GetValue<string>().ShouldBe(id);
        claims["client_id"]!.GetValue<string>().ShouldBe(id);
        claims["org"]!.GetValue<string>().ShouldBe(org);
        claims["role"].ShouldBeNull();
        claims["roles"]!.AsArray().ShouldBeEmpty();
        var token = TokenOf(exchanged);
        (await token.GetAsync($"/v1/orgs/{org}/members")).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync($"/v1/orgs/{org}/keys")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await token.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await token.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "org:read" } })).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await bob.GetAsync($"/v1/me/keys?org={org}")).Items().Single()["id"]!.GetValue<string>().ShouldBe(id);
    }

    [Fact]
    public async Task What_I_lose_my_key_loses_and_gets_back_with_me()
    {
        var (ada, bob, org) = await NewTeamAsync("admin");
        var (_, key) = await MineAsync(bob, org, "org:read", "apps:write");
        var token = TokenOf(await server.Anonymous().ExchangeAsync(key));

        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "viewer" })).ShouldBe(HttpStatusCode.OK);

        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.Anonymous().ExchangeAsync(key)).Text("scope").ShouldBe("org:read");
        (await server.Anonymous().ExchangeAsync(key, "apps:write")).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_scope");
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key)).Text("scope").ShouldBe("org:read apps:write");
    }

    [Fact]
    public async Task Nobody_makes_a_key_that_holds_more_than_they_do()
    {
        var (_, bob, org) = await NewTeamAsync("viewer");

        (await bob.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "members:write" } })).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
        (await bob.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "docs:read" } })).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
        (await bob.PostAsync("/v1/me/keys", new { org, name = "k", kind = "server", scopes = new[] { "org:read" } })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_kind");
        (await bob.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "org:read" }, labels = new[] { "vip" } })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await bob.GetAsync($"/v1/me/keys?org={org}")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaving_and_coming_back_does_not_bring_the_key_back()
    {
        var (ada, bob, org) = await NewTeamAsync("member");
        var (id, key) = await MineAsync(bob, org, "org:read");
        var (_, orgKey) = await ada.NewKeyAsync(org, "org:read");
        var token = TokenOf(await server.Anonymous().ExchangeAsync(key));

        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.revoked");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.revoked");
        var record = (await server.RecordsOfAsync(id))[^1];
        (record.Action, record.Data.Contains("member_removed", StringComparison.Ordinal)).ShouldBe(("key.revoked", true));
        (await server.Anonymous().ExchangeAsync(orgKey)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true, "user_banned")]
    [InlineData(false, "user_deleted")]
    public async Task A_key_dies_with_the_ban_or_the_account_and_the_organisations_keys_do_not(bool ban, string reason)
    {
        var (ada, bob, org) = await NewTeamAsync("admin");
        var (id, key) = await MineAsync(bob, org, "org:read");
        var (_, orgKey) = await bob.NewKeyAsync(org, "org:read");
        var token = TokenOf(await server.Anonymous().ExchangeAsync(key));
        var admin = await server.SignInAdminAsync();

        (await (ban ? admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Spam" }) : admin.DeleteAsync($"/v1/users/{bob.UserId}")))
            .Code.ShouldBeNull();

        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.revoked");
        (await server.RecordsOfAsync(id))[^1].Data.ShouldContain(reason);
        (await server.Anonymous().ExchangeAsync(orgKey)).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/keys/{id}")).Text("status").ShouldBe("revoked");
    }

    [Fact]
    public async Task Another_member_does_not_see_my_key_and_an_admin_can_only_stop_it()
    {
        var (ada, bob, org) = await NewTeamAsync("member");
        var cleo = await server.SignUpAsync("Cleo");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = cleo.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var (id, key) = await MineAsync(bob, org, "org:read");
        (await cleo.GetAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        (await cleo.GetAsync($"/v1/orgs/{org}/keys")).Items().ShouldBeEmpty();
        (await cleo.GetAsync($"/v1/orgs/{org}/keys?owner=user")).Items().ShouldBeEmpty();
        (await cleo.GetAsync($"/v1/orgs/{org}/keys?owner={bob.UserId}")).Items().ShouldBeEmpty();
        (await bob.GetAsync($"/v1/orgs/{org}/keys?owner=user")).Items().Count.ShouldBe(1);
        (await ada.GetAsync($"/v1/orgs/{org}/keys?owner={bob.UserId}")).Items().Count.ShouldBe(1);
        (await ada.GetAsync($"/v1/orgs/{org}/keys?owner=org")).Items().ShouldBeEmpty();
        (await ada.GetAsync($"/v1/orgs/{org}/keys?owner=me")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");

        (await ada.PatchAsync($"/v1/keys/{id}", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "key.of_another");
        (await ada.PostAsync($"/v1/keys/{id}/rotate", new { })).ShouldBe(HttpStatusCode.Forbidden, "key.of_another");
        (await ada.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);

        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.disabled");
        (await bob.PostAsync($"/v1/keys/{id}/enable")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task My_key_is_mine_to_change_rotate_stop_and_start()
    {
        var (_, bob, org) = await NewTeamAsync("member");
        var (id, key) = await MineAsync(bob, org, "org:read");

        (await bob.PatchAsync($"/v1/keys/{id}", new { name = "Laptop", scopes = new[] { "members:read" } })).Text("name").ShouldBe("Laptop");
        (await bob.PatchAsync($"/v1/keys/{id}", new { scopes = new[] { "keys:write" } })).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
        (await bob.PatchAsync($"/v1/keys/{id}", new { labels = new[] { "vip" } })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);
        (await bob.PostAsync($"/v1/keys/{id}/enable")).ShouldBe(HttpStatusCode.OK);
        var rotated = await bob.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 0 });

        rotated.ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(rotated.Text("key"))).Text("scope").ShouldBe("members:read");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.invalid");
    }

    [Fact]
    public async Task Its_owner_hears_of_a_key_and_of_each_new_secret_and_nobody_of_an_organisations()
    {
        var (ada, bob, org) = await NewTeamAsync("member");
        var (id, key) = await MineAsync(bob, org, "org:read");
        var issued = (await server.Mails.ToAsync(bob.Email)).ShouldHaveSingleItem();
        issued.Kind.ShouldBe("key_changed");
        issued.Subject.ShouldBe("New API key in your Catalyst-Auth account");
        foreach (var words in new[] { "Acme", "127.0.0.1", "http://localhost:5080/account/keys" })
        {
            issued.Text.ShouldContain(words);
        }

        issued.Text.ShouldNotContain(key);
        (await bob.PostAsync($"/v1/keys/{id}/rotate", new { overlap = -1 })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 0 })).ShouldBe(HttpStatusCode.Forbidden, "key.of_another");
        (await bob.PostAsync("/v1/me/keys", new { org, name = "Too much", scopes = new[] { "keys:write" } })).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
        (await server.Mails.ToAsync(bob.Email)).Count.ShouldBe(1);

        var rotated = await bob.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 0 });
        rotated.ShouldBe(HttpStatusCode.OK);
        var (ours, _) = await ada.NewKeyAsync(org, "org:read");
        (await ada.PostAsync($"/v1/keys/{ours}/rotate", new { overlap = 0 })).ShouldBe(HttpStatusCode.OK);

        var mails = await server.Mails.ToAsync(bob.Email);
        mails.Count.ShouldBe(2);
        mails[1].Subject.ShouldBe("New secret for an API key of your Catalyst-Auth account");
        mails[1].Text.ShouldNotContain(rotated.Text("key"));
        (await server.Mails.ToAsync(ada.Email)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_role_can_be_bound_to_a_users_key()
    {
        var (ada, bob, org) = await NewTeamAsync("member");
        var (id, _) = await MineAsync(bob, org, "org:read");
        var admin = await server.SignInAdminAsync();

        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = id, role = "admin" })).ShouldBe(HttpStatusCode.BadRequest, "binding.invalid");
        (await admin.PostAsync("/v1/bindings", new { subject = id, role = "platform-support" })).ShouldBe(HttpStatusCode.BadRequest, "binding.invalid");
    }

    [Fact]
    public async Task Strangers_and_who_has_too_many_are_refused()
    {
        var (_, bob, org) = await NewTeamAsync("member");
        var eve = await server.SignUpAsync("Eve");
        var body = new { org, name = "k", scopes = new[] { "org:read" } };
        (await eve.PostAsync("/v1/me/keys", body)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await eve.GetAsync($"/v1/me/keys?org={org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await server.Anonymous().PostAsync("/v1/me/keys", body)).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await server.SignInAdminAsync()).PostAsync("/v1/me/keys", body)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        for (var i = 0; i < 50; i++)
        {
            (await bob.PostAsync("/v1/me/keys", body)).ShouldBe(HttpStatusCode.Created);
        }

        (await bob.PostAsync("/v1/me/keys", body)).ShouldBe(HttpStatusCode.Conflict, "key.too_many");
    }

    private static async Task<(string Id, string Key)> MineAsync(Caller user, string org, params string[] scopes)
    {
        var answer = await user.PostAsync("/v1/me/keys", new { org, name = "mine", scopes });
        answer.ShouldBe(HttpStatusCode.Created);
        answer.Text("userId").ShouldBe(user.UserId);
        return (answer.Text("id"), answer.Text("key"));
    }

    private Caller TokenOf(Answer exchanged) => new(server.NewHttpClient(), exchanged.Text("access_token"));

    private async Task<(Caller Owner, Caller Bob, string Org)> NewTeamAsync(string role)
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role })).ShouldBe(HttpStatusCode.Created);
        return (ada, bob, org);
    }
}
