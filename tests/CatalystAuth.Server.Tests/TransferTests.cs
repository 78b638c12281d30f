using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteTransferTests(SqliteServer server) : TransferTests(server);

public sealed class PostgresTransferTests(PostgresServer server) : TransferTests(server);

public abstract class TransferTests(TestServer server)
{
    [Fact]
    public async Task Who_accepts_becomes_the_owner_and_the_old_one_an_admin()
    {
        var (ada, bob, org) = await NewPairAsync();
        var offered = await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId });
        offered.ShouldBe(HttpStatusCode.Created);
        offered.Text("from").ShouldBe(ada.UserId);
        (await bob.GetAsync($"/v1/orgs/{org}/transfer")).Text("id").ShouldBe(offered.Text("id"));
        (await ada.GetAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Conflict, "transfer.pending");

        (await bob.PostAsync($"/v1/orgs/{org}/transfer/accept")).Text("ownerUserId").ShouldBe(bob.UserId);

        var roles = (await bob.GetAsync($"/v1/orgs/{org}/members")).Items().ToDictionary(
            member => member["userId"]!.GetValue<string>(), member => member["role"]!.GetValue<string>());
        roles[ada.UserId].ShouldBe("admin");
        roles[bob.UserId].ShouldBe("owner");
        (await ada.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await bob.GetAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await bob.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await server.RecordsOfAsync(offered.Text("id"))).Select(record => record.Action).ShouldBe(["org.transfer_offered", "org.transferred"]);
    }

    [Fact]
    public async Task An_offer_is_for_one_member_only_and_can_be_declined_or_taken_back()
    {
        var (ada, bob, org) = await NewPairAsync("admin");
        var cleo = await JoinAsync(ada, org, "member");
        var eve = await server.SignUpAsync("Eve");
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = eve.UserId })).ShouldBe(HttpStatusCode.NotFound, "member.not_found");
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = ada.UserId })).ShouldBe(HttpStatusCode.Conflict, "transfer.to_owner");
        (await bob.PostAsync($"/v1/orgs/{org}/transfer", new { userId = cleo.UserId })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);

        (await cleo.GetAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await cleo.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await cleo.PostAsync($"/v1/orgs/{org}/transfer/decline")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await ada.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await bob.DeleteAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");

        (await bob.PostAsync($"/v1/orgs/{org}/transfer/decline")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        (await ada.DeleteAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await bob.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
    }

    [Fact]
    public async Task The_permission_alone_makes_nobody_an_owner()
    {
        var (ada, bob, org) = await NewPairAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "broker", permissions = new[] { "org:read", "org:transfer" } }))
            .ShouldBe(HttpStatusCode.Created);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "broker" })).ShouldBe(HttpStatusCode.OK);
        var cleo = await JoinAsync(ada, org, "member");

        (await bob.PostAsync($"/v1/orgs/{org}/transfer", new { userId = cleo.UserId })).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
    }

    [Fact]
    public async Task Of_two_who_answer_at_once_one_wins()
    {
        for (var round = 0; round < 3; round++)
        {
            var (ada, bob, org) = await NewPairAsync();
            (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);

            var answers = await Task.WhenAll(
                bob.PostAsync($"/v1/orgs/{org}/transfer/accept"),
                round switch
                {
                    0 => bob.PostAsync($"/v1/orgs/{org}/transfer/accept"),
                    1 => ada.DeleteAsync($"/v1/orgs/{org}/transfer"),
                    _ => ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}"),
                });

            var said = string.Join(" | ", answers.Select(answer => $"{answer.Status} {answer.Body}"));
            answers.Count(answer => (int)answer.Status < 300).ShouldBe(1, said);
            answers.Single(answer => (int)answer.Status >= 300).Code.ShouldBeOneOf(
                "transfer.not_found", "auth.permission_denied", "org.not_found", "member.role_too_high");
            var owners = (await ada.GetAsync($"/v1/orgs/{org}/members?role=owner")).Items();
            owners.ShouldHaveSingleItem(said);
            var owner = (await ada.GetAsync($"/v1/orgs/{org}")).Text("ownerUserId");
            owners[0]["userId"]!.GetValue<string>().ShouldBe(owner);
        }
    }

    [Fact]
    public async Task An_offer_ends_with_the_membership_and_with_the_one_who_made_it()
    {
        var (ada, bob, org) = await NewPairAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        (await bob.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");

        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        var cleo = await JoinAsync(ada, org, "owner");
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        (await bob.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await cleo.GetAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await cleo.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).Text("from").ShouldBe(cleo.UserId);
    }

    [Fact]
    public async Task When_the_owner_leaves_or_is_demoted_the_oldest_other_owner_steps_in()
    {
        var (ada, bob, org) = await NewPairAsync("owner");
        var cleo = await JoinAsync(ada, org, "owner");

        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await cleo.GetAsync($"/v1/orgs/{org}")).Text("ownerUserId").ShouldBe(bob.UserId);
        (await cleo.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "member" })).ShouldBe(HttpStatusCode.OK);
        (await cleo.GetAsync($"/v1/orgs/{org}")).Text("ownerUserId").ShouldBe(cleo.UserId);

        (await cleo.DeleteAsync($"/v1/orgs/{org}/members/{cleo.UserId}")).ShouldBe(HttpStatusCode.Conflict, "member.last_owner");
        (await cleo.PatchAsync($"/v1/orgs/{org}/members/{cleo.UserId}", new { role = "member" })).ShouldBe(HttpStatusCode.Conflict, "member.last_owner");
        (await server.RecordsOfAsync(org)).Select(record => record.Action).ShouldBe(["org.created", "org.owner_changed", "org.owner_changed"]);
    }

    [Fact]
    public async Task Whoever_may_nothing_may_still_leave()
    {
        var (ada, bob, org) = await NewPairAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "guest", permissions = new[] { "wiki:read" } })).ShouldBe(HttpStatusCode.Created);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "guest" })).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");

        (await bob.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Two_owners_who_leave_or_demote_each_other_at_once_leave_one()
    {
        for (var round = 0; round < 4; round++)
        {
            var (ada, bob, org) = await NewPairAsync("owner");

            var answers = round % 2 == 0
                ? await Task.WhenAll(
                    ada.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}"), bob.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}"))
                : await Task.WhenAll(
                    ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "member" }),
                    bob.PatchAsync($"/v1/orgs/{org}/members/{ada.UserId}", new { role = "member" }));

            var said = string.Join(" | ", answers.Select(answer => $"{answer.Status} {answer.Body}"));
            answers.Count(answer => (int)answer.Status < 300).ShouldBe(1, said);
            answers.ShouldNotContain(answer => (int)answer.Status >= 500, said);
            var admin = await server.SignInAdminAsync();
            var owner = (await admin.GetAsync($"/v1/orgs/{org}/members?role=owner")).Items().ShouldHaveSingleItem(said);
            (await admin.GetAsync($"/v1/orgs/{org}")).Text("ownerUserId").ShouldBe(owner["userId"]!.GetValue<string>());
        }
    }

    private async Task<(Caller Ada, Caller Bob, string Org)> NewPairAsync(string role = "member")
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        return (ada, await JoinAsync(ada, org, role), org);
    }

    private async Task<Caller> JoinAsync(Caller owner, string org, string role)
    {
        var joins = await server.SignUpAsync("Bob");
        (await owner.PostAsync($"/v1/orgs/{org}/members", new { userId = joins.UserId, role })).ShouldBe(HttpStatusCode.Created);
        return joins;
    }
}

/// <summary>What time does to offers.</summary>
public sealed class TransferClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task An_offer_lasts_seven_days_and_then_another_can_be_made()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);

        await server.AdvanceAsync(TimeSpan.FromDays(7));

        ada = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        bob = Caller.Of(server.NewHttpClient(), await server.SignInAsync(bob.Email));
        (await bob.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.Gone, "transfer.expired");
        (await ada.GetAsync($"/v1/orgs/{org}/transfer")).ShouldBe(HttpStatusCode.NotFound, "transfer.not_found");
        (await ada.PostAsync($"/v1/orgs/{org}/transfer", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        (await bob.PostAsync($"/v1/orgs/{org}/transfer/accept")).ShouldBe(HttpStatusCode.OK);
    }
}
