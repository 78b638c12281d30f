using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Accounts;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteBulkTests(SqliteServer server) : BulkTests(server);

public sealed class PostgresBulkTests(PostgresServer server) : BulkTests(server);

/// <summary>Many invitations or members in one request.</summary>
public abstract class BulkTests(TestServer server)
{
    [Fact]
    public async Task Good_rows_are_invited_and_bad_ones_told()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "viewer");
        var (first, second, pending) = (NewEmail(), NewEmail(), NewEmail());
        await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = pending });

        var answer = await ada.PostAsync($"/v1/orgs/{org}/invitations/bulk", Json.Content(
            $$"""
            {"invitations":[
              {"email":"{{first}}","role":"viewer"}, {"email":"nobody"}, null, {"email":"{{bob.Email}}"},
              {"email":"{{first.ToUpperInvariant()}}"}, {"email":"{{second}}","role":"boss"}, {"email":"{{second}}"}, {"email":"{{pending}}"}
            ]}
            """));

        answer.ShouldBe(HttpStatusCode.OK);
        var rows = answer.At("results")!.AsArray();
        rows.Select(row => row!["index"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, 8));
        rows.Select(row => row!["error"]?["code"]?.GetValue<string>()).ShouldBe(
            [null, "invitation.invalid_email", "request.invalid", "member.exists", "invitation.repeated", "member.unknown_role", null, null]);
        rows[0]!["invitation"]!["role"]!.GetValue<string>().ShouldBe("viewer");
        var token = rows[0]!["token"]!.GetValue<string>();
        rows[0]!["url"]!.GetValue<string>().ShouldEndWith(token);
        (await server.Anonymous().PostAsync("/v1/invitations/preview", new { token })).Text("status").ShouldBe("pending");
        (await server.Mails.ToAsync(second)).Count.ShouldBe(1);
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=pending")).Items().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Five_hundred_rows_are_as_many_as_there_may_be()
    {
        var (ada, org) = await NewOrgAsync();
        JsonObject Rows(int count) => new()
        {
            ["invitations"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => new JsonObject { ["email"] = NewEmail() })]),
        };

        (await ada.PostAsync($"/v1/orgs/{org}/invitations/bulk", Rows(0))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PostAsync($"/v1/orgs/{org}/invitations/bulk", Rows(501))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PostAsync($"/v1/orgs/{org}/members/bulk", new { members = Array.Empty<object>() })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        var all = await ada.PostAsync($"/v1/orgs/{org}/invitations/bulk", Rows(500));

        all.ShouldBe(HttpStatusCode.OK);
        all.At("results")!.AsArray().ShouldAllBe(row => row!["error"] == null);
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?limit=200")).Items().Count.ShouldBe(200);
    }

    [Fact]
    public async Task Two_bulks_of_the_same_addresses_at_once_leave_one_invitation_each()
    {
        var (ada, org) = await NewOrgAsync();
        string[] emails = [.. Enumerable.Range(0, 20).Select(_ => NewEmail())];
        object Body(IEnumerable<string> rows) => new { invitations = rows.Select(email => new { email }).ToArray() };

        var answers = await Task.WhenAll(
            ada.PostAsync($"/v1/orgs/{org}/invitations/bulk", Body(emails)),
            ada.PostAsync($"/v1/orgs/{org}/invitations/bulk", Body(emails.Reverse())));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=pending&limit=200")).Items().Count.ShouldBe(20);
    }

    [Fact]
    public async Task Good_rows_are_added_and_bad_ones_told()
    {
        var (ada, org) = await NewOrgAsync();
        var root = await server.SignInAdminAsync();
        var (bob, carol) = (await server.SignUpAsync("Bob"), await server.SignUpAsync("Carol"));

        var answer = await root.PostAsync($"/v1/orgs/{org}/members/bulk", Json.Content(
            $$"""
            {"members":[
              {"userId":"{{bob.UserId}}","role":"viewer","labelsDelta":["+vip"]}, {"email":"{{carol.Email.ToUpperInvariant()}}"}, null, {},
              {"userId":"{{bob.UserId}}","email":"{{bob.Email}}"}, {"email":"{{bob.Email}}"}, {"userId":"{{ada.UserId}}"},
              {"email":"{{NewEmail()}}"}, {"email":"nobody"}, {"userId":"user_01h455vb4pex5vsknk084sn02q"}, {"email":"{{NewEmail()}}","role":"owner"},
              {"email":"{{bob.Email}}","labelsDelta":["vip"]}
            ]}
            """));

        CodesOf(answer).ShouldBe(
        [
            null, null, "request.invalid", "request.invalid", "request.invalid", "member.exists", "member.exists", "user.not_found", "request.invalid",
            "user.not_found", "member.role_too_high", "label.invalid",
        ]);
        answer.At("results")![0]!["member"]!["labelsDelta"]![0]!.GetValue<string>().ShouldBe("+vip");
        (await carol.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(3);
        (await server.RecordsOfAsync(carol.UserId)).Count(record => record.Action == "member.added").ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_learns_of_an_account_by_its_address_nor_makes_a_stranger_a_member()
    {
        var (eve, org) = await NewOrgAsync();
        var admin = await JoinAsync(eve, org, "admin");
        var bob = await server.SignUpAsync("Bob");
        var second = await server.AddAddressAsync(bob);
        var body = new { members = new[] { new { email = bob.Email }, new { email = second }, new { email = eve.Email }, new { email = NewEmail() } } };

        foreach (var caller in (Caller[])[eve, admin])
        {
            var answer = await caller.PostAsync($"/v1/orgs/{org}/members/bulk", body);

            CodesOf(answer).ShouldAllBe(code => code == "member.invite_required");
            answer.At("results")!.AsArray().Select(row => row!["error"]!.ToJsonString()).Distinct().ShouldHaveSingleItem();
            answer.Body.ShouldNotContain(bob.UserId);
        }

        (await eve.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(2);
        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
        (await server.RecordsOfAsync(bob.UserId)).ShouldNotContain(record => record.Action == "member.added");
    }

    [Fact]
    public async Task Who_reads_all_users_is_not_told_another_address_than_they_asked_for()
    {
        var (_, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var second = await server.AddAddressAsync(bob);
        var root = await server.SignInAdminAsync();

        var answer = await root.PostAsync($"/v1/orgs/{org}/members/bulk", new { members = new[] { new { email = second } } });

        answer.At("results")![0]!["member"]!["userId"]!.GetValue<string>().ShouldBe(bob.UserId);
        answer.At("results")![0]!["member"]!["email"]!.GetValue<string>().ShouldBe(second);
        answer.Body.ShouldNotContain(bob.Email);
    }

    [Fact]
    public async Task An_invitation_does_not_tell_that_two_addresses_are_of_one_member()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "viewer");
        var second = await server.AddAddressAsync(bob);

        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = bob.Email })).ShouldBe(HttpStatusCode.Conflict, "member.exists");
        var invited = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = second });

        invited.ShouldBe(HttpStatusCode.Created);
        (await bob.PostAsync("/v1/invitations/accept", new { token = invited.Text("token") })).ShouldBe(HttpStatusCode.Conflict, "member.exists");
    }

    [Fact]
    public async Task Adding_the_same_users_twice_at_once_adds_each_once()
    {
        var (ada, org) = await NewOrgAsync();
        var users = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            users.Add((await server.SignUpAsync("Bob")).UserId);
        }

        object Body(IEnumerable<string> rows) => new { members = rows.Select(userId => new { userId }).ToArray() };
        var answers = await Task.WhenAll(
            ada.PostAsync($"/v1/orgs/{org}/members/bulk", Body(users)),
            ada.PostAsync($"/v1/orgs/{org}/members/bulk", Body(users.AsEnumerable().Reverse())));

        var codes = answers.SelectMany(answer => answer.At("results")!.AsArray()).Select(row => row!["error"]?["code"]?.GetValue<string>()).ToList();
        codes.Count(code => code is null).ShouldBe(4);
        codes.Count(code => code == "member.exists").ShouldBe(4);
    }

    [Fact]
    public async Task Who_may_not_learns_nothing_about_addresses()
    {
        var (ada, org) = await NewOrgAsync();
        var viewer = await JoinAsync(ada, org, "viewer");
        var eve = await server.SignUpAsync("Eve");
        var body = new { members = new[] { new { email = ada.Email } } };

        (await viewer.PostAsync($"/v1/orgs/{org}/members/bulk", body)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.PostAsync($"/v1/orgs/{org}/members/bulk", body)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await eve.PostAsync($"/v1/orgs/{org}/invitations/bulk", new { invitations = Array.Empty<object>() })).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
    }

    private static IEnumerable<string?> CodesOf(Answer answer)
    {
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.At("results")!.AsArray().Select(row => row!["error"]?["code"]?.GetValue<string>());
    }

    private static string NewEmail() => $"guest-{Guid.CreateVersion7():N}@example.com";

    private async Task<(Caller Owner, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }

    private async Task<Caller> JoinAsync(Caller owner, string org, string role)
    {
        var user = await server.SignUpAsync("Bob");
        (await owner.PostAsync($"/v1/orgs/{org}/members", new { userId = user.UserId, role })).ShouldBe(HttpStatusCode.Created);
        return user;
    }
}
