using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteMemberTests(SqliteServer server) : MemberTests(server);

public sealed class PostgresMemberTests(PostgresServer server) : MemberTests(server);

public abstract class MemberTests(TestServer server)
{
    [Theory]
    [InlineData("admin", HttpStatusCode.OK, HttpStatusCode.Created)]
    [InlineData("member", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("viewer", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task A_role_may_do_what_it_holds_and_no_more(string role, HttpStatusCode rename, HttpStatusCode issueKey)
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, role);

        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(2);
        (await bob.PatchAsync($"/v1/orgs/{org}", new { name = "Renamed" })).Status.ShouldBe(rename);
        (await bob.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "org:read" } })).Status.ShouldBe(issueKey);
    }

    [Fact]
    public async Task Nobody_gives_or_takes_a_role_above_their_own()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "admin");
        var eve = await server.SignUpAsync("Eve");

        (await bob.PostAsync($"/v1/orgs/{org}/members", new { userId = eve.UserId, role = "owner" })).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await bob.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "owner" })).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await bob.PatchAsync($"/v1/orgs/{org}/members/{ada.UserId}", new { role = "viewer" })).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await bob.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await bob.PostAsync($"/v1/orgs/{org}/members", new { userId = eve.UserId, role = "boss" })).ShouldBe(HttpStatusCode.BadRequest, "member.unknown_role");
        (await eve.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        var (ada, org) = await NewOrgAsync();

        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.Conflict, "member.last_owner");
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{ada.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.Conflict, "member.last_owner");
        await JoinAsync(ada, org, "owner");
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Two_owners_who_leave_at_once_do_not_leave_nobody()
    {
        for (var round = 0; round < 5; round++)
        {
            var (ada, org) = await NewOrgAsync();
            var bob = await JoinAsync(ada, org, "owner");

            var answers = await Task.WhenAll(
                ada.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}"), bob.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}"));

            answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Who_is_removed_is_out_at_once_also_with_tokens_from_before()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "member");
        var entered = await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", org));
        var inOrg = new Caller(server.NewHttpClient(), entered.Text("access_token"));
        (await inOrg.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);

        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await inOrg.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        var refreshed = await bob.RefreshAsync(entered.Text("refresh_token"));
        refreshed.ShouldBe(HttpStatusCode.OK);
        Jwt.Payload(refreshed.Text("access_token"))["org"].ShouldBeNull();
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NotFound, "member.not_found");
    }

    [Fact]
    public async Task A_member_may_leave()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "viewer");

        (await bob.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Adding_twice_or_nobody_is_refused()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "member");

        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "admin" })).ShouldBe(HttpStatusCode.Conflict, "member.exists");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = "user_01h455vb4pex5vsknk084sn02q", role = "member" }))
            .ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = org, role = "member" })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Adding_one_user_many_times_at_once_adds_them_once()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "member.exists").ShouldBe(7);
    }

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
