using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteUsageTests(SqliteServer server) : UsageTests(server);

public sealed class PostgresUsageTests(PostgresServer server) : UsageTests(server);

public abstract class UsageTests(TestServer server)
{
    [Fact]
    public async Task Of_twenty_who_consume_a_limit_of_ten_at_once_exactly_ten_do()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "reports", max = 10 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ada.PostAsync($"/v1/orgs/{org}/usage/reports", new { amount = 1 })));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(10);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "entitlement.limit_reached");
        answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.At("used")!.GetValue<int>()).Order()
            .ShouldBe(Enumerable.Range(1, 10));
        (await UsedAsync(ada, org, "reports")).ShouldBe(10);
        (await server.RecordsOfAsync(org)).Count(record => record.Action == "entitlement.limit_reached").ShouldBe(1);
    }

    [Fact]
    public async Task An_amount_is_taken_as_a_whole_or_not_at_all_and_given_back_down_to_zero()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "reports", max = 10 });
        var path = $"/v1/orgs/{org}/usage/reports";

        (await ada.PostAsync(path, new { amount = -3 })).At("used")!.GetValue<int>().ShouldBe(0);
        (await ada.PostAsync(path, new { amount = 8 })).At("used")!.GetValue<int>().ShouldBe(8);
        var refused = await ada.PostAsync(path, new { amount = 3 });
        refused.ShouldBe(HttpStatusCode.Conflict, "entitlement.limit_reached");
        refused.At("errors")!.ToJsonString().ShouldBe("""{"limit":["reports"],"max":["10"],"used":["8"]}""");
        (await ada.PostAsync(path, new { amount = 11 })).ShouldBe(HttpStatusCode.Conflict, "entitlement.limit_reached");
        (await ada.PostAsync(path, new { amount = 2 })).At("used")!.GetValue<int>().ShouldBe(10);
        (await ada.PostAsync(path, new { amount = -4 })).At("used")!.GetValue<int>().ShouldBe(6);
        (await ada.PostAsync(path, new { amount = -400 })).At("used")!.GetValue<int>().ShouldBe(0);
        (await ada.PostAsync(path, new { })).At("used")!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task What_has_no_limit_is_counted_and_what_is_zero_is_never_there()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "calls", max = (int?)null, per = "day" }, new { name = "exports", max = 0 });

        var used = await ada.PostAsync($"/v1/orgs/{org}/usage/calls", new { amount = 1_000_000_000 });
        used.At("used")!.GetValue<long>().ShouldBe(1_000_000_000);
        used.At("max").ShouldBeNull();
        used.At("resetsAt")!.GetValue<DateTimeOffset>().TimeOfDay.ShouldBe(TimeSpan.Zero);
        (await ada.PostAsync($"/v1/orgs/{org}/usage/exports", new { amount = 1 })).ShouldBe(HttpStatusCode.Conflict, "entitlement.limit_reached");
    }

    [Theory]
    [InlineData("reports", 0, HttpStatusCode.BadRequest, "entitlement.invalid_amount")]
    [InlineData("reports", 1_000_000_001, HttpStatusCode.BadRequest, "entitlement.invalid_amount")]
    [InlineData("reports", long.MinValue, HttpStatusCode.BadRequest, "entitlement.invalid_amount")]
    [InlineData("none-such", 1, HttpStatusCode.NotFound, "entitlement.unknown_limit")]
    [InlineData("members", 1, HttpStatusCode.Conflict, "entitlement.counted_limit")]
    [InlineData("orgs_owned", -1, HttpStatusCode.Conflict, "entitlement.counted_limit")]
    public async Task What_can_not_be_consumed_is_refused(string limit, long amount, HttpStatusCode status, string code)
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "reports", max = 10 });

        (await ada.PostAsync($"/v1/orgs/{org}/usage/{limit}", new { amount })).ShouldBe(status, code);
    }

    [Fact]
    public async Task Who_holds_the_scope_consumes_and_nobody_else_does()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "reports", max = 10 });
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var (_, with) = await ada.NewKeyAsync(org, "entitlements:consume");
        var (_, without) = await ada.NewKeyAsync(org, "entitlements:read");
        var path = $"/v1/orgs/{org}/usage/reports";

        (await (await OfKeyAsync(with)).PostAsync(path, new { amount = 2 })).ShouldBe(HttpStatusCode.OK);
        (await (await OfKeyAsync(without)).PostAsync(path, new { amount = 2 })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await (await OfKeyAsync(without)).GetAsync($"/v1/orgs/{org}/usage")).ShouldBe(HttpStatusCode.OK);
        (await bob.PostAsync(path, new { amount = 1 })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.GetAsync($"/v1/orgs/{org}/usage")).ShouldBe(HttpStatusCode.OK);
        (await (await server.SignUpAsync("Eve")).PostAsync(path, new { amount = 1 })).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await server.Anonymous().PostAsync(path, new { amount = 1 })).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await UsedAsync(ada, org, "reports")).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_consumes_once()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "reports", max = 10 });
        using var http = server.NewHttpClient();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/orgs/{org}/usage/reports") { Content = Json.Content("""{"amount":4}""") };
            request.Headers.Authorization = new("Bearer", ada.AccessToken);
            request.Headers.Add("Idempotency-Key", "once");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await UsedAsync(ada, org, "reports")).ShouldBe(4);
    }

    [Fact]
    public async Task Usage_counts_what_is_there_beside_what_was_consumed()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "members", max = 5 }, new { name = "reports", max = 3, per = "month" });
        (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Team" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = "guest@example.com", role = "viewer" })).ShouldBe(HttpStatusCode.Created);

        (await ada.GetAsync($"/v1/orgs/{org}/usage")).Items()
            .Select(item => $"{item["limit"]} {item["used"]}/{item["max"]?.ToJsonString() ?? "-"} {item["per"]} {item["counted"]}").ShouldBe(
            [
                "groups 1/- lifetime true", "keys 0/- lifetime true", "members 1/5 lifetime true", "orgs_owned 1/- lifetime true", "pending_invitations 1/- lifetime true",
                "reports 0/3 month false",
            ]);
    }

    private async Task<(Caller Admin, Caller Ada, string Org)> NewOrgAsync(params object[] limits)
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { limits })).ShouldBe(HttpStatusCode.OK);
        return (admin, ada, org);
    }

    private static async Task<long> UsedAsync(Caller caller, string org, string limit) =>
        (await caller.GetAsync($"/v1/orgs/{org}/usage")).Items().Single(item => item["limit"]!.GetValue<string>() == limit)["used"]!.GetValue<long>();

    private async Task<Caller> OfKeyAsync(string key) =>
        new(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
}
