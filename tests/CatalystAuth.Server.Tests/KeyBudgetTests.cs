using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteKeyBudgetTests(SqliteServer server) : KeyBudgetTests(server);

public sealed class PostgresKeyBudgetTests(PostgresServer server) : KeyBudgetTests(server);

/// <summary>Never is more spent than a budget has, and nothing of it is lost.</summary>
public abstract class KeyBudgetTests(TestServer server)
{
    [Fact]
    public async Task What_is_reserved_is_gone_what_is_settled_is_spent_and_the_rest_comes_back()
    {
        var (ada, _, id, _) = await NewKeyAsync(new { calls = 10, tokens = 1000, refill = "daily" });

        var kept = await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1, tokens = 800, money = 7 });

        kept.ShouldBe(HttpStatusCode.Created);
        kept.Text("status").ShouldBe("held");
        (await RemainingAsync(ada, id)).ShouldBe((9, 200, null));
        var tooMuch = await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { tokens = 201 });
        tooMuch.ShouldBe(HttpStatusCode.Conflict, "key.budget_exhausted");
        tooMuch.At("errors")!["remaining.tokens"]![0]!.GetValue<string>().ShouldBe("200");
        var settle = $"/v1/keys/{id}/budget/reservations/{kept.Text("id")}/settle";
        (await ada.PostAsync(settle, new { calls = 1, tokens = 801 })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_amount");
        (await ada.PostAsync(settle, new { calls = 1, tokens = 300, money = 7 })).Text("status").ShouldBe("settled");
        (await ada.PostAsync(settle, new { calls = 1, tokens = 300, money = 7 })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync(settle, new { calls = 1, tokens = 301, money = 7 })).ShouldBe(HttpStatusCode.Conflict, "key.reservation_closed");
        (await ada.PostAsync(settle.Replace("settle", "release", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Conflict, "key.reservation_closed");
        (await RemainingAsync(ada, id)).ShouldBe((9, 700, null));
        var budget = await ada.GetAsync($"/v1/keys/{id}/budget");
        budget.At("spent")!.ToJsonString().ShouldBe("""{"calls":1,"tokens":300,"money":7}""");
        budget.At("resetsAt").ShouldNotBeNull();

        var other = await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 9 });
        var release = $"/v1/keys/{id}/budget/reservations/{other.Text("id")}/release";
        (await ada.PostAsync(release)).Text("status").ShouldBe("released");
        (await ada.PostAsync(release)).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync(release.Replace("release", "settle", StringComparison.Ordinal), new { })).ShouldBe(HttpStatusCode.Conflict, "key.reservation_closed");
        (await RemainingAsync(ada, id)).ShouldBe((9, 700, null));
    }

    [Fact]
    public async Task Whatever_many_do_at_once_no_unit_is_spent_twice_and_none_is_lost()
    {
        const int limit = 60;
        var (ada, org, id, _) = await NewKeyAsync(new { calls = limit, tokens = 40_000 });
        var (_, meter) = await ada.NewKeyAsync(org, "keys:consume");
        var token = (await server.Anonymous().ExchangeAsync(meter)).Text("access_token");
        long spentCalls = 0, spentTokens = 0, heldCalls = 0, heldTokens = 0;

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async seed =>
        {
            var random = new Random(seed);
            var server1 = new Caller(server.NewHttpClient(), token);
            for (var i = 0; i < 12; i++)
            {
                var (calls, tokens) = (random.Next(1, 4), random.Next(0, 2000));
                var kept = await server1.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls, tokens, expiresIn = 3600 });
                if (kept.Code == "key.budget_exhausted")
                {
                    continue;
                }

                kept.ShouldBe(HttpStatusCode.Created);
                var at = $"/v1/keys/{id}/budget/reservations/{kept.Text("id")}";
                switch (random.Next(4))
                {
                    case 0:
                        // As if the caller had died in between.
                        Interlocked.Add(ref heldCalls, calls);
                        Interlocked.Add(ref heldTokens, tokens);
                        break;
                    case 1:
                        (await server1.PostAsync($"{at}/release")).ShouldBe(HttpStatusCode.OK);
                        break;
                    default:
                        var (some, less) = (random.Next(0, calls + 1), random.Next(0, tokens + 1));

                        // Twice at once, as who did not hear the answer.
                        var settled = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => server1.PostAsync($"{at}/settle", new { calls = some, tokens = less })));
                        settled.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
                        Interlocked.Add(ref spentCalls, some);
                        Interlocked.Add(ref spentTokens, less);
                        break;
                }
            }
        }));

        var budget = await ada.GetAsync($"/v1/keys/{id}/budget");
        budget.At("spent")!.ToJsonString().ShouldBe($$"""{"calls":{{spentCalls}},"tokens":{{spentTokens}},"money":0}""");
        budget.At("reserved")!.ToJsonString().ShouldBe($$"""{"calls":{{heldCalls}},"tokens":{{heldTokens}},"money":0}""");
        (spentCalls + heldCalls).ShouldBeInRange(limit / 2, limit);
        (await RemainingAsync(ada, id)).ShouldBe((limit - spentCalls - heldCalls, 40_000 - spentTokens - heldTokens, null));
    }

    [Fact]
    public async Task Of_many_who_want_the_last_unit_one_gets_it()
    {
        var (ada, _, id, _) = await NewKeyAsync(new { calls = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1 })));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "key.budget_exhausted").ShouldBe(15);
    }

    [Fact]
    public async Task A_key_whose_budget_is_spent_gives_no_token_and_it_is_told_once()
    {
        var (ada, _, id, key) = await NewKeyAsync(new { calls = 2 });
        var kept = await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 2 });
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/keys/{id}/budget/reservations/{kept.Text("id")}/settle", new { calls = 2 })).ShouldBe(HttpStatusCode.OK);

        var refused = await server.Anonymous().ExchangeAsync(key);

        refused.ShouldBe(HttpStatusCode.BadRequest, "key.budget_exhausted");
        refused.Text("error").ShouldBe("access_denied");
        (await server.RecordsOfAsync(id)).Select(record => record.Action).ShouldBe(["key.issued", "key.budget_changed", "key.budget_exhausted"]);
        (await ada.PutAsync($"/v1/keys/{id}/budget", new { calls = 3 })).ShouldBe(HttpStatusCode.OK);
        (await RemainingAsync(ada, id)).ShouldBe((1, null, null));
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/keys/{id}/budget")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync($"/v1/keys/{id}/budget")).ShouldBe(HttpStatusCode.NotFound, "key.budget_not_found");
        (await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1 })).ShouldBe(HttpStatusCode.NotFound, "key.budget_not_found");
    }

    [Fact]
    public async Task Who_may_not_and_what_makes_no_sense_is_refused()
    {
        var (ada, org, id, key) = await NewKeyAsync(new { calls = 5 });
        var (other, _) = await ada.NewKeyAsync(org, "org:read");
        (await ada.PutAsync($"/v1/keys/{other}/budget", new { calls = 5 })).ShouldBe(HttpStatusCode.OK);
        var (_, strong) = await ada.NewKeyAsync(org, "keys:write", "keys:consume");
        var token = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(strong)).Text("access_token"));
        var weak = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        var eve = await server.SignUpAsync("Eve");
        var kept = (await token.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1 })).Text("id");

        (await token.PutAsync($"/v1/keys/{id}/budget", new { calls = 500 })).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await weak.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1 })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1 })).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        (await eve.GetAsync($"/v1/keys/{id}/budget")).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        (await ada.PostAsync($"/v1/keys/{other}/budget/reservations/{kept}/settle", new { })).ShouldBe(HttpStatusCode.NotFound, "key.reservation_not_found");
        (await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = -1 })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_amount");
        (await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = long.MaxValue })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_amount");
        (await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1, expiresIn = 3601 })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1.5 })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PutAsync($"/v1/keys/{id}/budget", new { calls = -1 })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_amount");
        (await ada.PutAsync($"/v1/keys/{id}/budget", new { refill = "hourly" })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/keys/{id}/budget/reservations", new { calls = 1 })).ShouldBe(HttpStatusCode.Conflict, "key.revoked");

        // What was under way when the key was revoked is still counted.
        (await token.PostAsync($"/v1/keys/{id}/budget/reservations/{kept}/settle", new { calls = 1 })).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<(long? Calls, long? Tokens, long? Money)> RemainingAsync(Caller caller, string key)
    {
        var left = (await caller.GetAsync($"/v1/keys/{key}/budget")).At("remaining")!;
        return (left["calls"]?.GetValue<long>(), left["tokens"]?.GetValue<long>(), left["money"]?.GetValue<long>());
    }

    private async Task<(Caller Owner, string Org, string Id, string Key)> NewKeyAsync(object budget)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "org:read");
        (await ada.PutAsync($"/v1/keys/{id}/budget", budget)).ShouldBe(HttpStatusCode.OK);
        return (ada, org, id, key);
    }
}
