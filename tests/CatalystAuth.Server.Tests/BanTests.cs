using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteBanTests(SqliteServer server) : BanTests(server);

public sealed class PostgresBanTests(PostgresServer server) : BanTests(server);

public abstract class BanTests(TestServer server)
{
    [Fact]
    public async Task Who_is_banned_is_out_at_once_and_comes_back_by_signing_in()
    {
        var bob = await server.SignUpAsync("Bob");
        var org = await bob.NewOrgAsync();
        var (_, key) = await bob.NewKeyAsync(org, "org:read");
        var admin = await server.SignInAdminAsync();

        var banned = await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Spam" });

        banned.ShouldBe(HttpStatusCode.OK);
        banned.Text("ban.reason").ShouldBe("Spam");
        (await bob.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await bob.RefreshAsync(bob.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        var refused = await server.SignInAsync(bob.Email);
        var wrong = await server.SignInAsync(bob.Email, "not the password at all");
        refused.Status.ShouldBe(wrong.Status);
        refused.At("step.errors")!.ToJsonString().ShouldBe(wrong.At("step.errors")!.ToJsonString());

        // The organisation goes on.
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync($"/v1/users/{bob.UserId}/ban")).ShouldBe(HttpStatusCode.NoContent);
        (await bob.RefreshAsync(bob.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
        var back = Caller.Of(server.NewHttpClient(), await server.SignInAsync(bob.Email));
        (await back.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync($"/v1/users/{bob.UserId}")).At("ban").ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_who_is_banned_learns_which_organisation_they_are_in()
    {
        var bob = await server.SignUpAsync("Bob");
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Spam" })).ShouldBe(HttpStatusCode.OK);

        var answer = await server.Anonymous().PostAsync("/v1/auth/flows", new
        {
            type = "sign_in",
            answers = new { identifier = bob.Email, password = TestServer.Password, org = "no-such-org" },
        });

        answer.Body.ShouldContain("auth.invalid_credentials");
    }

    [Fact]
    public async Task Who_signs_in_or_refreshes_while_they_are_banned_is_out_as_well()
    {
        var admin = await server.SignInAdminAsync();
        for (var round = 0; round < 4; round++)
        {
            var bob = await server.SignUpAsync("Bob");
            var signIn = server.SignInAsync(bob.Email);
            var refresh = bob.RefreshAsync(bob.RefreshToken);
            await Task.WhenAll(signIn, refresh, admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Spam" }));

            foreach (var token in new[] { (await signIn).At("tokens")?["accessToken"], (await refresh).At("access_token") })
            {
                if (token is not null)
                {
                    (await new Caller(server.NewHttpClient(), token.GetValue<string>()).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
                }
            }
        }
    }

    [Fact]
    public async Task Admins_are_protected_and_others_may_not()
    {
        var bob = await server.SignUpAsync("Bob");
        var admin = await server.SignInAdminAsync();

        (await bob.PostAsync($"/v1/users/{admin.UserId}/ban", new { reason = "No" })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await bob.DeleteAsync($"/v1/users/{bob.UserId}/ban")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await admin.PostAsync($"/v1/users/{admin.UserId}/ban", new { reason = "Me" })).ShouldBe(HttpStatusCode.Forbidden, "user.protected");
        (await admin.DeleteAsync($"/v1/users/{admin.UserId}")).ShouldBe(HttpStatusCode.Forbidden, "user.protected");
        (await admin.PostAsync("/v1/users/user_01h455vb4pex5vsknk084sn02q/ban", new { reason = "No" })).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = " " })).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_ban");
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = new string('x', 501) })).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_ban");
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Late", expiresAt = "2020-01-01T00:00:00Z" }))
            .ShouldBe(HttpStatusCode.BadRequest, "user.invalid_ban");
    }
}

/// <summary>What time does to bans and codes.</summary>
public sealed class UserClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task A_ban_with_an_end_ends_by_itself()
    {
        var bob = await server.SignUpAsync("Bob");
        var admin = await server.SignInAdminAsync();
        var end = server.Clock.GetUtcNow().AddHours(1);
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Cool down", expiresAt = end })).ShouldBe(HttpStatusCode.OK);
        await server.AdvanceAsync(TimeSpan.FromMinutes(59));
        (await server.SignInAsync(bob.Email)).ShouldBe(HttpStatusCode.Unauthorized);

        await server.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await server.SignInAsync(bob.Email)).ShouldBe(HttpStatusCode.OK);
        admin = await server.SignInAdminAsync();
        (await admin.GetAsync($"/v1/users/{bob.UserId}")).At("ban").ShouldBeNull();
        (await admin.GetAsync($"/v1/users?status=banned&email={bob.Email}")).Items().ShouldBeEmpty();
        (await admin.GetAsync($"/v1/users?status=active&email={bob.Email}")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_code_can_be_used_for_ten_minutes()
    {
        var ada = await server.SignUpAsync();
        (await ada.PostAsync("/v1/me/emails", new { address = ada.Email })).ShouldBe(HttpStatusCode.Created);
        var code = await server.Mails.CodeToAsync(ada.Email);
        await server.AdvanceAsync(TimeSpan.FromMinutes(10));
        var again = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));

        (await again.PostAsync($"/v1/me/emails/{ada.Email}/verify", new { code }))
            .ShouldBe(HttpStatusCode.BadRequest, "user.invalid_email_code");
    }
}
