using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteKeyRateLimitTests(SqliteServer server) : KeyRateLimitTests(server);

public sealed class PostgresKeyRateLimitTests(PostgresServer server) : KeyRateLimitTests(server);

/// <summary>Named rate limits of keys: who shares one, what is in force, and who may say so.</summary>
public abstract class KeyRateLimitTests(TestServer server)
{
    private const int Hour = 3600;

    [Fact]
    public async Task A_rate_limit_is_made_changed_read_and_deleted_and_each_is_told()
    {
        var (ada, org) = await NewOrgAsync();
        var path = $"/v1/orgs/{org}/rate-limits/requests";

        var made = await ada.PutAsync(path, new { permits = 10, windowSeconds = Hour, sharing = "owner", description = "All calls" });

        made.ShouldBe(HttpStatusCode.OK);
        made.Text("sharing").ShouldBe("owner");
        made.Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await ada.PutAsync(path, new { permits = 10, windowSeconds = Hour, sharing = "owner", description = "All calls" })).Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await ada.SendAsync(HttpMethod.Put, path, new { permits = 20, windowSeconds = 1 }, "\"1\"")).At("version")!.GetValue<int>().ShouldBe(2);
        (await ada.SendAsync(HttpMethod.Put, path, new { permits = 30, windowSeconds = 1 }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ada.GetAsync(path)).At("permits")!.GetValue<int>().ShouldBe(20);
        (await ada.GetAsync($"/v1/orgs/{org}/rate-limits")).Items().Single()["name"]!.GetValue<string>().ShouldBe("requests");
        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "rate_limit.not_found");
        (await ada.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound, "rate_limit.not_found");
        (await server.JournalOfAsync(org)).Records.Where(record => record.Target == "requests").Select(record => record.Action).ShouldBe(["rate_limit.set", "rate_limit.set", "rate_limit.deleted"]);
    }

    [Fact]
    public async Task What_is_taken_is_gone_and_who_takes_more_hears_when_to_come_again()
    {
        var (ada, org) = await NewOrgAsync(("requests", 4, "key"), ("tokens", 1000, "key"));
        var id = await NewKeyAsync(ada, org, "requests", "tokens");

        var taken = await TakeAsync(ada, id, ("requests", 1), ("tokens", 900));

        taken.ShouldBe(HttpStatusCode.OK);
        taken.At("allowed")!.GetValue<bool>().ShouldBeTrue();
        Remaining(taken).ShouldBe([("requests", 3), ("tokens", 100)]);
        taken.Headers.GetValues("RateLimit-Policy").ShouldBe([$"\"requests\";q=4;w={Hour}, \"tokens\";q=1000;w={Hour}"]);

        // All or nothing.
        var refused = await TakeAsync(ada, id, ("requests", 1), ("tokens", 101));
        refused.ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, Hour / 1000.0 + 1);
        refused.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"requests\";r=3;t=");
        Remaining(refused, "rateLimits").ShouldBe([("requests", 3), ("tokens", 100)]);
        Remaining(await TakeAsync(ada, id, ("requests", 0), ("tokens", 0))).ShouldBe([("requests", 3), ("tokens", 100)]);

        var never = await TakeAsync(ada, id, ("requests", 5));
        never.ShouldBe(HttpStatusCode.UnprocessableEntity, "key.cost_above_limit");
        never.At("errors")!["costs.requests"].ShouldNotBeNull();
        (await TakeAsync(ada, id, ("requests", -1))).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_cost");
        (await TakeAsync(ada, id)).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_cost");
        (await TakeAsync(ada, id, [.. Enumerable.Range(0, 11).Select(n => ($"l{n}", 1))])).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_cost");
        (await TakeAsync(ada, id, ("other", 1))).ShouldBe(HttpStatusCode.NotFound, "key.rate_limit_not_found");
        (await ada.PostAsync($"/v1/keys/{id}/rate-limits/take", Json.Content("""{"costs":{"requests":1.5}}"""))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PostAsync($"/v1/keys/{id}/rate-limits/take", Json.Content("""{"costs":null}"""))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Of_fifty_who_take_at_once_as_many_get_it_as_there_are()
    {
        var (ada, org) = await NewOrgAsync(("requests", 20, "key"), ("tokens", 1000, "key"));
        var id = await NewKeyAsync(ada, org, "requests", "tokens");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => TakeAsync(ada, id, ("requests", 1), ("tokens", 2))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(20);
        answers.Count(answer => answer.Code == "key.rate_limited").ShouldBe(30);
        Remaining(await TakeAsync(ada, id, ("requests", 0), ("tokens", 0))).ShouldBe([("requests", 0), ("tokens", 960)]);
    }

    [Fact]
    public async Task Keys_of_one_owner_share_what_is_for_owners_and_no_other_owner_or_organisation_does()
    {
        var (ada, org) = await NewOrgAsync(("shared", 10, "owner"), ("own", 10, "key"));
        var (other, otherOrg) = await NewOrgAsync(("shared", 10, "owner"));
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var (one, two) = (await NewKeyAsync(ada, org, "shared", "own"), await NewKeyAsync(ada, org, "shared", "own"));
        var (bobs, bobs2) = (await MineAsync(bob, org, "shared"), await MineAsync(bob, org, "shared"));
        var foreign = await NewKeyAsync(other, otherOrg, "shared");

        Remaining(await TakeAsync(ada, one, ("shared", 7), ("own", 7))).ShouldBe([("own", 3), ("shared", 3)]);

        Remaining(await TakeAsync(ada, two, ("shared", 2), ("own", 2))).ShouldBe([("own", 8), ("shared", 1)]);
        (await TakeAsync(ada, two, ("shared", 2))).ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
        Remaining(await TakeAsync(ada, bobs, ("shared", 9))).ShouldBe([("shared", 1)]);
        (await TakeAsync(ada, bobs2, ("shared", 2))).ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
        Remaining(await TakeAsync(other, foreign, ("shared", 10))).ShouldBe([("shared", 0)]);
    }

    [Fact]
    public async Task Another_size_for_a_key_is_in_force_at_the_next_take_and_so_is_a_change_of_the_limit()
    {
        var (ada, org) = await NewOrgAsync(("requests", 2, "owner"));
        var (one, two) = (await NewKeyAsync(ada, org, "requests"), await NewKeyAsync(ada, org, "requests"));
        (await TakeAsync(ada, one, ("requests", 2))).ShouldBe(HttpStatusCode.OK);
        (await TakeAsync(ada, one, ("requests", 1))).ShouldBe(HttpStatusCode.TooManyRequests);

        var changed = await ada.PutAsync($"/v1/keys/{one}/rate-limits/requests", new { permits = 100, windowSeconds = Hour, expiresIn = 600 });

        changed.ShouldBe(HttpStatusCode.OK);
        changed.At("rateLimitOverrides")!.AsArray().Single()!["expiresAt"].ShouldNotBeNull();
        Remaining(await TakeAsync(ada, one, ("requests", 90))).ShouldBe([("requests", 10)]);
        (await TakeAsync(ada, two, ("requests", 1))).ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
        (await ada.PutAsync($"/v1/orgs/{org}/rate-limits/requests", new { permits = 50, windowSeconds = 1, sharing = "key" })).ShouldBe(HttpStatusCode.OK);
        (await TakeAsync(ada, two, ("requests", 50))).ShouldBe(HttpStatusCode.OK);
        (await ada.SendAsync(HttpMethod.Put, $"/v1/keys/{one}/rate-limits/requests", new { permits = 1, windowSeconds = 1 }, "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ada.DeleteAsync($"/v1/keys/{one}/rate-limits/requests")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/keys/{one}/rate-limits/requests")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync($"/v1/keys/{one}")).At("rateLimitOverrides").ShouldBeNull();
        (await TakeAsync(ada, one, ("requests", 51))).ShouldBe(HttpStatusCode.UnprocessableEntity, "key.cost_above_limit");
        (await server.RecordsOfAsync(one)).Select(record => record.Action).ShouldBe(["key.issued", "key.updated", "key.updated"]);
    }

    [Fact]
    public async Task A_limit_that_a_key_has_is_not_deleted_until_it_is_taken_away()
    {
        var (ada, org) = await NewOrgAsync(("requests", 2, "key"), ("tokens", 2, "key"));
        var id = await NewKeyAsync(ada, org, "requests");
        (await ada.PutAsync($"/v1/keys/{id}/rate-limits/tokens", new { })).At("rateLimits")!.ToJsonString().ShouldBe("""["requests","tokens"]""");
        (await ada.PutAsync($"/v1/keys/{id}/rate-limits/requests", new { permits = 5, windowSeconds = 5 })).ShouldBe(HttpStatusCode.OK);

        (await ada.DeleteAsync($"/v1/orgs/{org}/rate-limits/requests")).ShouldBe(HttpStatusCode.Conflict, "rate_limit.in_use");

        var patched = await ada.PatchAsync($"/v1/keys/{id}", new { rateLimits = new[] { "tokens" } });
        patched.ShouldBe(HttpStatusCode.OK);
        patched.At("rateLimitOverrides").ShouldBeNull();
        (await ada.DeleteAsync($"/v1/orgs/{org}/rate-limits/requests")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/orgs/{org}/rate-limits/tokens")).ShouldBe(HttpStatusCode.Conflict, "rate_limit.in_use");
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/orgs/{org}/rate-limits/tokens")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Each_exchange_takes_one_of_the_limit_that_is_named_so()
    {
        var (ada, org) = await NewOrgAsync(("exchange", 2, "owner"));
        var issued = await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", kind = "server", scopes = new[] { "org:read" }, rateLimits = new[] { "exchange" } });
        issued.ShouldBe(HttpStatusCode.Created);
        var (id, key) = (issued.Text("id"), issued.Text("key"));
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);

        // What is refused before costs nothing.
        (await server.Anonymous().ExchangeAsync(key, "keys:write")).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_scope");
        (await ClientCredentialsAsync(id, key)).ShouldBe(HttpStatusCode.OK);

        foreach (var refused in new[] { await server.Anonymous().ExchangeAsync(key), await ClientCredentialsAsync(id, key) })
        {
            refused.ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
            refused.Text("error").ShouldBe("temporarily_unavailable");
            refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(Hour / 2 - 60, Hour / 2);
            refused.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"exchange\";r=0;t=");
            refused.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        // Before the budget is asked.
        (await ada.PutAsync($"/v1/keys/{id}/budget", new { calls = 0 })).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
        (await ada.PutAsync($"/v1/keys/{id}/rate-limits/exchange", new { permits = 10, windowSeconds = Hour })).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.budget_exhausted");
    }

    [Fact]
    public async Task Who_may_not_and_what_makes_no_sense_is_refused()
    {
        var (ada, org) = await NewOrgAsync(("requests", 5, "key"));
        var id = await NewKeyAsync(ada, org, "requests");
        var (_, strong) = await ada.NewKeyAsync(org, "keys:write", "keys:consume");
        var (_, weak) = await ada.NewKeyAsync(org, "org:read");
        var (writer, reader) = (await TokenAsync(strong), await TokenAsync(weak));
        var eve = await server.SignUpAsync("Eve");
        var size = new { permits = 5, windowSeconds = 60 };
        var limit = $"/v1/orgs/{org}/rate-limits";

        (await TakeAsync(writer, id, ("requests", 1))).ShouldBe(HttpStatusCode.OK);
        (await TakeAsync(reader, id, ("requests", 1))).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await TakeAsync(eve, id, ("requests", 1))).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        (await TakeAsync(server.Anonymous(), id, ("requests", 1))).ShouldBe(HttpStatusCode.Unauthorized);
        (await writer.PutAsync($"{limit}/requests", size)).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await writer.DeleteAsync($"{limit}/requests")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await writer.PutAsync($"/v1/keys/{id}/rate-limits/requests", size)).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await reader.GetAsync(limit)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync(limit)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await eve.PutAsync($"{limit}/requests", size)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await eve.PutAsync($"/v1/keys/{id}/rate-limits/requests", size)).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        foreach (var name in new[] { "Requests", "a--b", "-a", "a.b", new string('a', 64) })
        {
            (await ada.PutAsync($"{limit}/{name}", size)).ShouldBe(HttpStatusCode.BadRequest, "rate_limit.invalid");
        }

        foreach (var body in new object[]
        {
            new { permits = 0, windowSeconds = 1 }, new { permits = 1_000_001, windowSeconds = 1 }, new { permits = 1, windowSeconds = 0 },
            new { permits = 1, windowSeconds = 86_401 }, new { permits = 1, windowSeconds = 1, description = new string('x', 501) },
        })
        {
            (await ada.PutAsync($"{limit}/requests", body)).ShouldBe(HttpStatusCode.BadRequest, "rate_limit.invalid");
        }

        foreach (var body in new object[]
        {
            new { permits = 1 }, new { windowSeconds = 1 }, new { expiresIn = 1 }, new { permits = 0, windowSeconds = 1 },
            new { permits = 1, windowSeconds = 1, expiresIn = 0 },
        })
        {
            (await ada.PutAsync($"/v1/keys/{id}/rate-limits/requests", body)).ShouldBe(HttpStatusCode.BadRequest, "rate_limit.invalid");
        }

        (await ada.PutAsync($"{limit}/requests", new { permits = 1, windowSeconds = 1, sharing = "org" })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PutAsync($"/v1/keys/{id}/rate-limits/none", size)).ShouldBe(HttpStatusCode.NotFound, "rate_limit.not_found");
        (await ada.DeleteAsync($"/v1/keys/{id}/rate-limits/none")).ShouldBe(HttpStatusCode.NotFound, "key.rate_limit_not_found");
        foreach (var names in new[] { ["none"], ["requests", "requests"], ["Requests"], Enumerable.Range(0, 11).Select(n => $"l{n}").ToArray() })
        {
            (await ada.PatchAsync($"/v1/keys/{id}", new { rateLimits = names })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_rate_limit");
            (await ada.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "org:read" }, rateLimits = names })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_rate_limit");
        }

        (await ada.PostAsync($"/v1/keys/{id}/disable")).ShouldBe(HttpStatusCode.OK);
        (await TakeAsync(writer, id, ("requests", 1))).ShouldBe(HttpStatusCode.Conflict, "key.disabled");
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await TakeAsync(writer, id, ("requests", 1))).ShouldBe(HttpStatusCode.Conflict, "key.revoked");
    }

    [Fact]
    public async Task A_user_binds_their_own_key_and_does_not_loose_it()
    {
        var (ada, org) = await NewOrgAsync(("requests", 5, "key"), ("tokens", 5, "key"));
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var id = await MineAsync(bob, org, "requests");

        (await bob.PatchAsync($"/v1/keys/{id}", new { rateLimits = new[] { "requests", "tokens" } })).ShouldBe(HttpStatusCode.OK);
        (await bob.PatchAsync($"/v1/keys/{id}", new { rateLimits = new[] { "tokens" } })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.PutAsync($"/v1/keys/{id}/rate-limits/requests", new { permits = 500, windowSeconds = 1 })).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        (await ada.PutAsync($"/v1/keys/{id}/rate-limits/requests", new { permits = 1, windowSeconds = Hour })).ShouldBe(HttpStatusCode.OK);
        (await bob.DeleteAsync($"/v1/keys/{id}/rate-limits/requests")).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        (await TakeAsync(ada, id, ("requests", 1))).ShouldBe(HttpStatusCode.OK);
        (await TakeAsync(ada, id, ("requests", 1))).ShouldBe(HttpStatusCode.TooManyRequests, "key.rate_limited");
    }

    [Fact]
    public async Task There_are_fifty_of_an_organisation_and_ten_of_a_key_at_most_however_many_ask_at_once()
    {
        var (ada, org) = await NewOrgAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 54).Select(n => ada.PutAsync($"/v1/orgs/{org}/rate-limits/l{n}", new { permits = 1, windowSeconds = 1 })));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(50);
        answers.Count(answer => answer.Code == "rate_limit.too_many").ShouldBe(4);
        var names = (await ada.GetAsync($"/v1/orgs/{org}/rate-limits")).Items().Select(limit => limit["name"]!.GetValue<string>()).ToArray();
        var id = await NewKeyAsync(ada, org, names[..10]);
        (await ada.PutAsync($"/v1/keys/{id}/rate-limits/{names[10]}", new { })).ShouldBe(HttpStatusCode.Conflict, "key.invalid_rate_limit");
        (await TakeAsync(ada, id, [.. names[..10].Select(name => (name, 1))])).ShouldBe(HttpStatusCode.OK);
    }

    private static Task<Answer> TakeAsync(Caller caller, string key, params (string Name, int Cost)[] costs) =>
        caller.PostAsync($"/v1/keys/{key}/rate-limits/take", new { costs = costs.ToDictionary(cost => cost.Name, cost => cost.Cost) });

    private static IEnumerable<(string Name, int Remaining)> Remaining(Answer answer, string member = "limits") =>
        answer.At(member)!.AsArray().Select(limit => (limit!["name"]!.GetValue<string>(), limit["remaining"]!.GetValue<int>()));

    private static async Task<string> NewKeyAsync(Caller caller, string org, params string[] rateLimits)
    {
        var answer = await caller.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "org:read" }, rateLimits });
        answer.ShouldBe(HttpStatusCode.Created);
        return answer.Text("id");
    }

    private static async Task<string> MineAsync(Caller caller, string org, params string[] rateLimits)
    {
        var answer = await caller.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "org:read" }, rateLimits });
        answer.ShouldBe(HttpStatusCode.Created);
        return answer.Text("id");
    }

    private Task<Answer> ClientCredentialsAsync(string id, string key) =>
        server.Anonymous().TokenAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", key));

    private async Task<Caller> TokenAsync(string key) =>
        new(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

    private async Task<(Caller Owner, string Org)> NewOrgAsync(params (string Name, int Permits, string Sharing)[] limits)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        foreach (var (name, permits, sharing) in limits)
        {
            (await ada.PutAsync($"/v1/orgs/{org}/rate-limits/{name}", new { permits, windowSeconds = Hour, sharing })).ShouldBe(HttpStatusCode.OK);
        }

        return (ada, org);
    }
}
