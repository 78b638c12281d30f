using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteDeleteUserTests(SqliteServer server) : DeleteUserTests(server);

public sealed class PostgresDeleteUserTests(PostgresServer server) : DeleteUserTests(server);

public abstract class DeleteUserTests(TestServer server)
{
    [Fact]
    public async Task Who_deletes_their_account_proves_themselves_and_is_gone_at_once()
    {
        var ada = await server.SignUpAsync();
        (await SendDeleteAsync(ada, "not the password at all")).ShouldBe(HttpStatusCode.Forbidden, "user.wrong_password");
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        (await SendDeleteAsync(ada, TestServer.Password)).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.Unauthorized);
        var admin = await server.SignInAdminAsync();
        (await admin.GetAsync($"/v1/users/{ada.UserId}")).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await admin.GetAsync($"/v1/users?email={ada.Email}")).Items().ShouldBeEmpty();

        // The address is free again.
        (await server.Anonymous().PostAsync("/v1/auth/flows", new
        {
            type = "sign_up",
            answers = new { email = ada.Email, password = TestServer.Password, name = "Ada" },
        })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_owner_of_an_organisation_stays_and_hears_of_which()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "admin" })).ShouldBe(HttpStatusCode.Created);

        var refused = await SendDeleteAsync(ada, TestServer.Password);
        refused.ShouldBe(HttpStatusCode.Conflict, "user.last_owner");
        refused.At("errors.orgs")!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([org]);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "owner" })).ShouldBe(HttpStatusCode.OK);

        (await SendDeleteAsync(ada, TestServer.Password)).ShouldBe(HttpStatusCode.NoContent);

        (await bob.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(1);
        (await bob.GetAsync($"/v1/orgs/{org}")).Text("ownerUserId").ShouldBe(bob.UserId);
    }

    [Fact]
    public async Task Two_owners_who_delete_themselves_at_once_do_not_leave_nobody()
    {
        for (var round = 0; round < 3; round++)
        {
            var ada = await server.SignUpAsync();
            var org = await ada.NewOrgAsync();
            var bob = await server.SignUpAsync("Bob");
            (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "owner" })).ShouldBe(HttpStatusCode.Created);

            var answers = await Task.WhenAll(
                SendDeleteAsync(ada, TestServer.Password),
                round == 0 ? bob.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}") : SendDeleteAsync(bob, TestServer.Password));

            var said = string.Join(" | ", answers.Select(answer => $"{answer.Status} {answer.Body}"));
            answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1, said);
            answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(1, said);
        }
    }

    [Fact]
    public async Task An_admin_deletes_once_and_others_may_not()
    {
        var bob = await server.SignUpAsync("Bob");
        var eve = await server.SignUpAsync("Eve");
        var admin = await server.SignInAdminAsync();
        (await eve.DeleteAsync($"/v1/users/{bob.UserId}")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => admin.DeleteAsync($"/v1/users/{bob.UserId}")));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.Code == "user.not_found").ShouldBe(3);
        (await bob.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<Answer> SendDeleteAsync(Caller caller, string password) =>
        caller.SendAsync(HttpMethod.Delete, "/v1/me", new { password });
}
