using System.Net;
using CatalystAuth.Core.Keys;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteKeyChangeTests(SqliteServer server) : KeyChangeTests(server);

public sealed class PostgresKeyChangeTests(PostgresServer server) : KeyChangeTests(server);

/// <summary>What can be done to a key after it was issued, and what each part of it does at the exchange.</summary>
public abstract class KeyChangeTests(TestServer server)
{
    [Fact]
    public async Task A_change_shows_goes_by_the_version_and_is_told()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, _) = await ada.NewKeyAsync(org, "app:read", "app:write");
        var read = await ada.GetAsync($"/v1/keys/{id}");
        read.Headers.ETag!.Tag.ShouldBe("\"1\"");

        var changed = await ada.PatchAsync(
            $"/v1/keys/{id}",
            new
            {
                name = "Night",
                description = "Of the night.",
                scopes = new[] { "app:read" },
                labels = new[] { "tier:gold" },
                addresses = new[] { "127.0.0.0/8" },
                audiences = new[] { "search" },
                expiresIn = 0,
            },
            "\"1\"");

        changed.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (changed.Text("name"), changed.Text("description"), changed.Text("status")).ShouldBe(("Night", "Of the night.", "active"));
        changed.At("expiresAt").ShouldBeNull();
        (await ada.GetAsync($"/v1/keys/{id}")).Body.ShouldBe(changed.Body);
        (await ada.PatchAsync($"/v1/keys/{id}", new { name = "Late" }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        var record = (await server.RecordsOfAsync(id))[^1];
        record.Action.ShouldBe("key.updated");
        record.Data.ShouldContain("127.0.0.0/8");
        (await ada.PatchAsync($"/v1/keys/{id}", new { description = "" })).At("description").ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_changes_that_know_the_same_version_one_wins()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, _) = await ada.NewKeyAsync(org, "app:read");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ada.PatchAsync($"/v1/keys/{id}", new { name = $"n{i}" }, "\"1\"")));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Fact]
    public async Task A_token_of_before_dies_when_the_key_may_do_less_and_lives_when_it_may_do_more()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "org:read", "app:read");
        var token = await TokenOfAsync(key);

        (await ada.PatchAsync($"/v1/keys/{id}", new { scopes = new[] { "org:read", "app:read", "app:write" } })).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/keys/{id}", new { scopes = new[] { "org:read" } })).ShouldBe(HttpStatusCode.OK);

        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await (await TokenOfAsync(key)).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_disabled_key_is_refused_with_its_tokens_until_it_is_enabled()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "org:read");
        var token = await TokenOfAsync(key);

        (await ada.PostAsync($"/v1/keys/{id}/disable")).Text("status").ShouldBe("disabled");
        (await ada.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);

        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.disabled");
        (await ada.PostAsync($"/v1/keys/{id}/enable")).Text("status").ShouldBe("active");
        (await ada.PostAsync($"/v1/keys/{id}/enable")).ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await (await TokenOfAsync(key)).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(id)).Select(record => record.Action).ShouldBe(["key.issued", "key.disabled", "key.enabled"]);

        // What was revoked stays so.
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/keys/{id}/enable")).ShouldBe(HttpStatusCode.Conflict, "key.ended");
        (await ada.PatchAsync($"/v1/keys/{id}", new { name = "x" })).ShouldBe(HttpStatusCode.Conflict, "key.ended");
        (await ada.PostAsync($"/v1/keys/{id}/rotate", new { })).ShouldBe(HttpStatusCode.Conflict, "key.ended");
    }

    [Fact]
    public async Task A_rotated_key_has_two_secrets_for_a_while_and_never_three()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, first) = await ada.NewKeyAsync(org, "org:read");

        var rotated = await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 3600 });

        rotated.ShouldBe(HttpStatusCode.OK);
        rotated.Text("id").ShouldBe(id);
        rotated.At("oldSecretUntil").ShouldNotBeNull();
        var second = rotated.Text("key");
        (await server.Anonymous().ExchangeAsync(first)).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(second)).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/keys/{id}")).Text("hint").ShouldBe(second[^4..]);
        var third = (await ada.PostAsync($"/v1/keys/{id}/rotate", new { })).Text("key");
        (await server.Anonymous().ExchangeAsync(first)).ShouldBe(HttpStatusCode.BadRequest, "key.invalid");
        (await server.Anonymous().ExchangeAsync(second)).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(third)).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(id)).ShouldAllBe(record => !record.Data.Contains(second, StringComparison.Ordinal));
        (await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = -1 })).ShouldBe(HttpStatusCode.BadRequest);
        (await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 604_801 })).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Without_an_overlap_the_old_secret_and_its_tokens_are_dead_at_once()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "org:read");
        var token = await TokenOfAsync(key);

        (await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 0 })).ShouldBe(HttpStatusCode.OK);

        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.invalid");
        (await token.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
    }

    [Fact]
    public async Task Who_does_not_hold_what_a_key_holds_can_stop_it_but_not_get_it_in_hand()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "admin");
        var (id, key) = await ada.NewKeyAsync(org, "org:delete");
        var (bound, _) = await ada.NewKeyAsync(org, "org:read");
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "remover", permissions = new[] { "org:delete" } })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bound, role = "remover" })).ShouldBe(HttpStatusCode.Created);
        var (high, _) = await ada.NewKeyAsync(org, "org:read");
        (await (await server.SignInAdminAsync()).PostAsync("/v1/bindings", new { subject = high, role = "platform-support" })).Status
            .ShouldBe(HttpStatusCode.Created);
        foreach (var strong in (string[])[id, bound, high])
        {
            (await bob.PostAsync($"/v1/keys/{strong}/rotate", new { })).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
            (await bob.PatchAsync($"/v1/keys/{strong}", new { addresses = Array.Empty<string>() })).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
            (await bob.PostAsync($"/v1/keys/{strong}/enable")).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
        }

        (await bob.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.disabled");
        (await ada.PostAsync($"/v1/keys/{id}/enable")).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/keys/{high}", new { name = "x" })).ShouldBe(HttpStatusCode.Forbidden, "key.scope_not_held");
    }

    [Fact]
    public async Task A_key_changes_no_key_and_a_viewer_and_a_stranger_neither()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "keys:write", "keys:read");
        var token = await TokenOfAsync(key);
        var viewer = await JoinAsync(ada, org, "viewer");
        var eve = await server.SignUpAsync("Eve");
        foreach (var call in (Func<Caller, Task<Answer>>[])[
            caller => caller.PatchAsync($"/v1/keys/{id}", new { name = "x" }), caller => caller.PostAsync($"/v1/keys/{id}/rotate", new { }),
            caller => caller.PostAsync($"/v1/keys/{id}/enable")])
        {
            (await call(token)).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
            (await call(viewer)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
            (await call(eve)).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
            (await call(server.Anonymous())).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await viewer.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
    }

    [Fact]
    public async Task Labels_of_a_key_take_the_right_to_write_labels_and_are_in_its_tokens()
    {
        var (ada, org) = await NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "keymaker", permissions = new[] { "keys:write", "org:read" } })).ShouldBe(HttpStatusCode.Created);
        var bob = await JoinAsync(ada, org, "viewer");
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "keymaker" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "tier:silver", "region:eu" } })).ShouldBe(HttpStatusCode.OK);
        object body = new { name = "k", scopes = new[] { "org:read" }, labels = new[] { "tier:gold" } };
        (await bob.PostAsync($"/v1/orgs/{org}/keys", body)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");

        var issued = await ada.PostAsync($"/v1/orgs/{org}/keys", body);

        issued.ShouldBe(HttpStatusCode.Created);
        var claims = Jwt.Payload((await server.Anonymous().ExchangeAsync(issued.Text("key"))).Text("access_token"));
        claims["labels"]!.AsArray().Select(label => label!.GetValue<string>()).ShouldBe(["region:eu", "tier:gold"], ignoreOrder: true);
        (await bob.PatchAsync($"/v1/keys/{issued.Text("id")}", new { labels = Array.Empty<string>() })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/seat", new { targets = new[] { "membership" } })).Code.ShouldBeNull();
        (await ada.PatchAsync($"/v1/keys/{issued.Text("id")}", new { labels = new[] { "seat" } })).ShouldBe(HttpStatusCode.BadRequest, "label.wrong_target");
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged()
    {
        var (ada, org) = await NewOrgAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await ada.NewKeyAsync(org, "org:read")).Id);
        }

        var server1 = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "s", kind = "server", scopes = new[] { "org:read" } });
        (await ada.DeleteAsync($"/v1/keys/{ids[0]}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/keys/{ids[1]}/disable")).ShouldBe(HttpStatusCode.OK);
        var at = $"/v1/orgs/{org}/keys";

        IdsOf(await ada.GetAsync($"{at}?status=revoked")).ShouldBe([ids[0]]);
        IdsOf(await ada.GetAsync($"{at}?status=disabled")).ShouldBe([ids[1]]);
        IdsOf(await ada.GetAsync($"{at}?status=expired")).ShouldBeEmpty();
        IdsOf(await ada.GetAsync($"{at}?kind=server")).ShouldBe([server1.Text("id")]);
        var first = await ada.GetAsync($"{at}?status=active&kind=secret&limit=2");
        IdsOf(first).ShouldBe([ids[2], ids[3]]);
        IdsOf(await ada.GetAsync($"{at}?status=active&kind=secret&limit=2&cursor={first.Text("nextCursor")}")).ShouldBe([ids[4]]);
        (await ada.GetAsync($"{at}?status=lost")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync($"{at}?kind=0")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Refusals_come_in_their_order()
    {
        var (ada, org) = await NewOrgAsync();
        var issued = await ada.PostAsync(
            $"/v1/orgs/{org}/keys",
            new { name = "k", scopes = new[] { "app:read" }, addresses = new[] { "192.0.2.0/24" }, audiences = new[] { "search", "index" } });
        var (id, key) = (issued.Text("id"), issued.Text("key"));

        // Everything at once is wrong; each time the first thing is put right.
        (await ExchangeAsync(key, "app:fly", "elsewhere")).ShouldBe(HttpStatusCode.BadRequest, "key.address_not_allowed");
        (await ada.PatchAsync($"/v1/keys/{id}", new { addresses = new[] { "127.0.0.1", "::1" } })).ShouldBe(HttpStatusCode.OK);
        var elsewhere = await ExchangeAsync(key, "app:fly", "elsewhere");
        elsewhere.ShouldBe(HttpStatusCode.BadRequest, "key.audience_not_allowed");
        elsewhere.Text("error").ShouldBe("invalid_target");
        elsewhere.Text("error_description").ShouldNotBeEmpty();
        (await ExchangeAsync(key, "app:fly", "index")).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_scope");
        Jwt.Payload((await ExchangeAsync(key, "app:read", "index")).Text("access_token"))["aud"]!.GetValue<string>().ShouldBe("index");
        var usual = await server.Anonymous().ExchangeAsync(key);
        Jwt.Payload(usual.Text("access_token"))["aud"]!.GetValue<string>().ShouldBe("search");
        (await new Caller(server.NewHttpClient(), usual.Text("access_token")).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);
        (await ExchangeAsync(key, "app:fly", "elsewhere")).ShouldBe(HttpStatusCode.BadRequest, "key.disabled");
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ExchangeAsync(key, "app:fly", "elsewhere")).ShouldBe(HttpStatusCode.BadRequest, "key.revoked");
    }

    [Fact]
    public async Task A_stopped_organisation_comes_before_the_address()
    {
        var (ada, org) = await NewOrgAsync();
        var issued = await ada.PostAsync(
            $"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "app:read" }, addresses = new[] { "192.0.2.0/24" } });
        (await (await server.SignInAdminAsync()).PostAsync($"/v1/orgs/{org}/suspend", new { reason = "Unpaid" })).ShouldBe(HttpStatusCode.OK);

        (await server.Anonymous().ExchangeAsync(issued.Text("key"))).ShouldBe(HttpStatusCode.BadRequest, "org.suspended");
    }

    [Fact]
    public async Task How_a_key_was_used_is_written_behind()
    {
        var (ada, org) = await NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "org:read");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.Anonymous().ExchangeAsync(key)));
        (await server.Anonymous().ExchangeAsync(key, "org:fly")).ShouldBe(HttpStatusCode.BadRequest);

        await server.Services.GetRequiredService<KeyUsage>().WriteAsync(TestContext.Current.CancellationToken);
        await server.Services.GetRequiredService<KeyUsage>().WriteAsync(TestContext.Current.CancellationToken);

        var read = await ada.GetAsync($"/v1/keys/{id}");
        read.At("tokensIssued")!.GetValue<long>().ShouldBe(5);
        read.Text("lastUsedIp").ShouldBe("127.0.0.1");
        var used = DateTimeOffset.Parse(read.Text("lastUsedAt"), null);
        DateTimeOffset.Parse(read.Text("tokensLiveUntil"), null).ShouldBe(used.AddMinutes(5), TimeSpan.FromSeconds(2));
        read.Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync($"/v1/keys/{id}")).At("tokensLiveUntil").ShouldBeNull();
    }

    private static IEnumerable<string> IdsOf(Answer list) => list.Items().Select(item => item["id"]!.GetValue<string>());

    private Task<Answer> ExchangeAsync(string key, string scope, string audience) => server.Anonymous().TokenAsync(
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token_type", "urn:catalyst:token-type:api-key"),
        ("subject_token", key), ("scope", scope), ("audience", audience));

    private async Task<Caller> TokenOfAsync(string key) =>
        new(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

    private async Task<Caller> JoinAsync(Caller owner, string org, string role)
    {
        var bob = await server.SignUpAsync("Bob");
        (await owner.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role })).ShouldBe(HttpStatusCode.Created);
        return bob;
    }

    private async Task<(Caller Owner, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }
}
