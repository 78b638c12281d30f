using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteLimitTests(SqliteServer server) : LimitTests(server);

public sealed class PostgresLimitTests(PostgresServer server) : LimitTests(server);

/// <summary>The limits that Catalyst keeps, against many at once.</summary>
public abstract class LimitTests(TestServer server)
{
    [Fact]
    public async Task Of_ten_who_are_added_at_once_only_those_join_for_whom_there_is_place()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "members", max = 3 });
        var users = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.SignUpAsync("Bob")));

        var answers = await Task.WhenAll(users.Select(user => ada.PostAsync($"/v1/orgs/{org}/members", new { userId = user.UserId, role = "viewer" })));

        ShouldTake(answers, HttpStatusCode.Created, 2);
        (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Of_ten_invitations_that_are_accepted_at_once_only_those_count_for_whom_there_is_place()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "members", max = 3 });
        var users = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.SignUpAsync("Bob")));
        foreach (var user in users)
        {
            (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = user.Email, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        }

        var tokens = await Task.WhenAll(users.Select(user => server.Mails.TokenToAsync(user.Email)));

        var answers = await Task.WhenAll(users.Zip(tokens, (user, token) => user.PostAsync("/v1/invitations/accept", new { token })));

        ShouldTake(answers, HttpStatusCode.OK, 2);
        (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_list_of_new_members_fills_the_places_in_its_order()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "members", max = 3 });
        var users = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.SignUpAsync("Bob")));

        var answer = await ada.PostAsync($"/v1/orgs/{org}/members/bulk", new { members = users.Select(user => new { userId = user.UserId, role = "viewer" }) });

        answer.At("results")!.AsArray().Select(row => row!["error"]?["code"]?.GetValue<string>() ?? "-")
            .ShouldBe(["-", "-", "entitlement.limit_reached", "entitlement.limit_reached"]);
    }

    [Fact]
    public async Task Of_ten_invitations_at_once_only_as_many_are_pending_as_may_be()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "pending_invitations", max = 3 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = $"guest-{i}@example.com", role = "viewer" })));

        ShouldTake(answers, HttpStatusCode.Created, 3);
        var one = (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=pending")).Items()[0]["id"]!.GetValue<string>();
        (await ada.DeleteAsync($"/v1/orgs/{org}/invitations/{one}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = "late@example.com", role = "viewer" })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_ten_groups_at_once_only_as_many_are_made_as_may_be()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "groups", max = 3 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ada.PostAsync($"/v1/orgs/{org}/groups", new { name = $"Group {i}" })));

        ShouldTake(answers, HttpStatusCode.Created, 3);
    }

    [Fact]
    public async Task Of_ten_keys_at_once_only_as_many_are_issued_as_may_work_and_a_revoked_one_leaves_its_place()
    {
        var (_, ada, org) = await NewOrgAsync(new { name = "keys", max = 3 });
        var body = new { name = "test", kind = "secret", scopes = new[] { "org:read" } };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ada.PostAsync($"/v1/orgs/{org}/keys", body)));

        ShouldTake(answers, HttpStatusCode.Created, 3);
        var one = answers.First(answer => answer.Status == HttpStatusCode.Created).Text("id");
        (await ada.DeleteAsync($"/v1/keys/{one}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/keys", body)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_ten_organisations_at_once_a_user_owns_no_more_than_they_may()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        (await admin.PutAsync($"/v1/users/{ada.UserId}/entitlements", new { limits = new[] { new { name = "orgs_owned", max = 3 } } }))
            .ShouldBe(HttpStatusCode.OK);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ada.PostAsync("/v1/orgs", new { name = $"Org {i} {Guid.CreateVersion7():N}" })));

        ShouldTake(answers, HttpStatusCode.Created, 3);
        (await (await server.SignUpAsync()).PostAsync("/v1/orgs", new { name = "Free" })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_smaller_limit_throws_nobody_out_and_lets_nobody_in()
    {
        var (admin, ada, org) = await NewOrgAsync(new { name = "members", max = 3 });
        var bob = await server.SignUpAsync("Bob");
        var cleo = await server.SignUpAsync("Cleo");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { limits = new[] { new { name = "members", max = 1 } } })).ShouldBe(HttpStatusCode.OK);

        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        var refused = await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = cleo.UserId, role = "viewer" });
        refused.ShouldBe(HttpStatusCode.Conflict, "entitlement.limit_reached");
        refused.At("errors")!.ToJsonString().ShouldBe("""{"limit":["members"],"max":["1"],"used":["2"]}""");
    }

    private static void ShouldTake(Answer[] answers, HttpStatusCode good, int count)
    {
        answers.Count(answer => answer.Status == good).ShouldBe(count);
        answers.Where(answer => answer.Status != good).ShouldAllBe(answer => answer.Code == "entitlement.limit_reached");
    }

    private async Task<(Caller Admin, Caller Ada, string Org)> NewOrgAsync(params object[] limits)
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new { limits })).ShouldBe(HttpStatusCode.OK);
        return (admin, ada, org);
    }
}
