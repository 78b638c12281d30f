using System.Net;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Keys;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

/// <summary>What time does to keys.</summary>
public sealed class KeyClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task The_end_of_a_key_is_told_seven_days_before_one_day_before_and_when_it_is_there_once_each()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, _) = await IssueAsync(ada, org, "secret", days: 7.5);
        foreach (var (hours, told) in new[] { (11.0, 0), (2.0, 1), (1.0, 1), (140.0, 1), (3.0, 2), (20.0, 2), (4.0, 3), (10.0, 3) })
        {
            await server.AdvanceAsync(TimeSpan.FromHours(hours));
            await TellAsync();
            await TellAsync();
            (await ToldOfAsync(id)).Count.ShouldBe(told, $"after {hours} more hours");
        }

        (await ToldOfAsync(id)).ShouldBe(["key.expiring", "key.expiring", "key.expired"]);
    }

    [Fact]
    public async Task They_are_issued_imported_and_rotated_by_who_has_proven_lately_who_they_are()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, _) = await IssueAsync(ada, org, "secret", days: 10);
        await server.AdvanceAsync(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));
        var wanted = new { name = "reports", scopes = new[] { "org:read" } };
        var imported = new { keys = new[] { new { hash = new string('a', 64), name = "old", scopes = new[] { "org:read" } } }, entropyBits = 128 };

        foreach (var refused in new[]
        {
            await later.PostAsync($"/v1/orgs/{org}/keys", wanted), await later.PostAsync("/v1/me/keys", new { org, wanted.name, wanted.scopes }),
            await later.PostAsync($"/v1/orgs/{org}/keys/import", imported), await later.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 60 }),
        })
        {
            refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        }

        (await later.PostAsync("/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
        (await later.PostAsync($"/v1/orgs/{org}/keys", wanted)).ShouldBe(HttpStatusCode.Created);
        (await later.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 60 })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_looks_late_tells_the_nearest_only_and_of_a_short_life_what_is_to_come()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (late, _) = await IssueAsync(ada, org, "secret", days: 10);
        var (brief, _) = await IssueAsync(ada, org, "secret", days: 3);
        var (revoked, _) = await IssueAsync(ada, org, "secret", days: 3);
        (await ada.DeleteAsync($"/v1/keys/{revoked}")).ShouldBe(HttpStatusCode.NoContent);
        await server.AdvanceAsync(TimeSpan.FromDays(2.5));
        await TellAsync();
        (await ToldOfAsync(brief)).ShouldBe(["key.expiring"]);
        await server.AdvanceAsync(TimeSpan.FromDays(9.2 - 2.5));
        await TellAsync();

        (await ToldOfAsync(late)).ShouldBe(["key.expiring"], "the pump may have looked in between, but tells each once");
        (await ToldOfAsync(brief)).ShouldBe(["key.expiring", "key.expired"]);
        (await ToldOfAsync(revoked)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_is_prolonged_is_told_of_anew()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, key) = await IssueAsync(ada, org, "secret", days: 2);
        await server.AdvanceAsync(TimeSpan.FromHours(25));
        await TellAsync();
        ada = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));

        (await ada.PatchAsync($"/v1/keys/{id}", new { expiresIn = 2 * 86_400 })).ShouldBe(HttpStatusCode.OK);
        await server.AdvanceAsync(TimeSpan.FromHours(25));
        await TellAsync();

        (await ToldOfAsync(id)).ShouldBe(["key.expiring", "key.expiring"]);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_ephemeral_key_is_gone_after_its_time()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, key) = await IssueAsync(ada, org, "ephemeral", days: 0.5);
        (await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = id, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PatchAsync($"/v1/keys/{id}", new { expiresIn = 0 })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_life");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
        await server.AdvanceAsync(TimeSpan.FromHours(6));
        ada = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        (await ada.PatchAsync($"/v1/keys/{id}", new { expiresIn = 19 * 3600 })).ShouldBe(HttpStatusCode.BadRequest, "key.invalid_life");
        await server.AdvanceAsync(TimeSpan.FromHours(6));
        ada = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));

        (await ada.GetAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
        (await ada.GetAsync($"/v1/orgs/{org}/keys")).Items().ShouldBeEmpty();
        (await server.Anonymous().ExchangeAsync(key)).Status.ShouldBe(HttpStatusCode.BadRequest);
        await TellAsync();
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "key.invalid");
        (await ToldOfAsync(id)).ShouldBe(["key.expired"]);
        (await ada.GetAsync($"/v1/orgs/{org}/bindings")).Body.ShouldNotContain(id);
    }

    [Fact]
    public async Task An_old_secret_works_until_its_time_is_over()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, old) = await IssueAsync(ada, org, "secret", days: 30);
        var rotated = await ada.PostAsync($"/v1/keys/{id}/rotate", new { overlap = 60 });
        await server.AdvanceAsync(TimeSpan.FromSeconds(59));
        (await server.Anonymous().ExchangeAsync(old)).ShouldBe(HttpStatusCode.OK);

        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await server.Anonymous().ExchangeAsync(old)).ShouldBe(HttpStatusCode.BadRequest, "key.invalid");
        (await server.Anonymous().ExchangeAsync(rotated.Text("key"))).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/keys/{id}")).At("oldSecretUntil").ShouldBeNull();
    }

    [Fact]
    public async Task What_nobody_settles_comes_back_after_its_time_and_a_budget_begins_anew_with_its_day()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, _) = await IssueAsync(ada, org, "secret", days: 30);
        (await ada.PutAsync($"/v1/keys/{id}/budget", new { calls = 10, refill = "daily" })).ShouldBe(HttpStatusCode.OK);
        var at = $"/v1/keys/{id}/budget/reservations";
        var lost = await ada.PostAsync(at, new { calls = 10, expiresIn = 60 });
        await server.AdvanceAsync(TimeSpan.FromSeconds(59));
        (await ada.PostAsync(at, new { calls = 1 })).ShouldBe(HttpStatusCode.Conflict, "key.budget_exhausted");

        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await ada.PostAsync($"{at}/{lost.Text("id")}/settle", new { calls = 10 })).ShouldBe(HttpStatusCode.Conflict, "key.reservation_closed");
        var kept = await ada.PostAsync(at, new { calls = 10 });
        (await ada.PostAsync($"{at}/{kept.Text("id")}/settle", new { calls = 10 })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync(at, new { calls = 1 })).ShouldBe(HttpStatusCode.Conflict, "key.budget_exhausted");
        var resetsAt = DateTimeOffset.Parse((await ada.GetAsync($"/v1/keys/{id}/budget")).Text("resetsAt"), null);
        await server.AdvanceAsync(resetsAt - server.Clock.GetUtcNow());
        ada = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        (await ada.PostAsync(at, new { calls = 10 })).ShouldBe(HttpStatusCode.Created);
    }

    private static async Task<(string Id, string Key)> IssueAsync(Caller owner, string org, string kind, double days)
    {
        var answer = await owner.PostAsync(
            $"/v1/orgs/{org}/keys", new { name = "k", kind, scopes = new[] { "org:read" }, expiresIn = (long)(days * 86_400) });
        answer.ShouldBe(HttpStatusCode.Created);
        return (answer.Text("id"), answer.Text("key"));
    }

    private async Task TellAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
        await scope.ServiceProvider.GetRequiredService<TellKeyExpiry>().RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> ToldOfAsync(string id) =>
        [.. (await server.RecordsOfAsync(id)).Select(record => record.Action).Where(action => action is "key.expiring" or "key.expired")];
}
