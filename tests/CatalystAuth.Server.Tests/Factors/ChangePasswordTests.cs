using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Factors;

public sealed class SqliteChangePasswordTests(SqliteServer server) : ChangePasswordTests(server);

public sealed class PostgresChangePasswordTests(PostgresServer server) : ChangePasswordTests(server);

/// <summary><c>PUT /v1/me/password</c>.</summary>
public abstract class ChangePasswordTests(TestServer server)
{
    private const string Better = "tulips orbit a quiet volcano";

    [Fact]
    public async Task The_old_one_is_the_proof_and_other_sessions_end()
    {
        var ada = await server.SignUpAsync();
        var elsewhere = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));

        (await ada.PutAsync("/v1/me/password", new { password = Better, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await elsewhere.RefreshAsync(elsewhere.RefreshToken)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInAsync(ada.Email, Better)).ShouldBe(HttpStatusCode.OK);
        (await server.ActionsAsync(ada.UserId)).ShouldContain(EventTypes.UserPasswordChanged);
        server.Log.ToString()!.ShouldNotContain(Better);
    }

    [Fact]
    public async Task Without_the_old_one_or_with_a_bad_new_one_nothing_changes()
    {
        var ada = await server.SignUpAsync();
        await ada.NewOrgAsync("Gigantic Penguins");
        foreach (var (body, status, code) in new (object, HttpStatusCode, string)[]
        {
            (new { password = Better }, HttpStatusCode.Forbidden, "user.wrong_password"),
            (new { password = Better, currentPassword = "not the password at all" }, HttpStatusCode.Forbidden, "user.wrong_password"),
            (new { password = "short", currentPassword = TestServer.Password }, HttpStatusCode.BadRequest, "auth.password_length"),
            (new { password = "tulip-orbit-91", currentPassword = TestServer.Password }, HttpStatusCode.BadRequest, "auth.password_length"),
            (new { password = "1234567890123456", currentPassword = TestServer.Password }, HttpStatusCode.BadRequest, "auth.password_weak"),
            (new { password = "gigantic.penguins.7", currentPassword = TestServer.Password }, HttpStatusCode.BadRequest, "auth.password_context"),
        })
        {
            (await ada.PutAsync("/v1/me/password", body)).ShouldBe(status, code);
        }

        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_admins_demand_for_another_one_is_not_met_by_the_same()
    {
        var ada = await server.SignUpAsync();
        await server.RequireChangeAsync(ada);

        var refused = await ada.PutAsync("/v1/me/password", new { password = TestServer.Password, currentPassword = TestServer.Password });
        refused.ShouldBe(HttpStatusCode.BadRequest, "auth.password_unchanged");
        (await server.SignInAsync(ada.Email)).Text("step.reason").ShouldBe("password_change_required");

        (await ada.PutAsync("/v1/me/password", new { password = Better, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);
        (await server.SignInAsync(ada.Email, Better)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task Beside_a_second_factor_it_may_be_shorter()
    {
        var ada = await server.SignUpAsync();
        await ada.AddTotpAsync();
        (await ada.PutAsync("/v1/me/password", new { password = "tulip-orbit-91", currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);
        (await server.SignInAsync(ada.Email, "tulip-orbit-91")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Letters_are_the_same_however_a_keyboard_makes_them()
    {
        var ada = await server.SignUpAsync();
        (await ada.PutAsync("/v1/me/password", new { password = "une ple\u0301iade d'e\u0301toiles \uFB01nes", currentPassword = TestServer.Password }))
            .ShouldBe(HttpStatusCode.NoContent);
        (await server.SignInAsync(ada.Email, "une pl\u00E9iade d'\u00E9toiles fines")).ShouldBe(HttpStatusCode.OK);
        (await server.SignInAsync(ada.Email, "une pleiade d'etoiles fines")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Anybody_may_ask_how_good_one_would_be()
    {
        var answer = await server.Anonymous().PostAsync("/v1/auth/password-strength", new { password = Better, email = "ada@example.com" });
        answer.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldBe("""{"score":4,"isAccepted":true}""");
        answer = await server.Anonymous().PostAsync("/v1/auth/password-strength", new { password = "gertrude-gertrude", email = "gertrude@example.com" });
        answer.Text("feedback").ShouldBe("context");
        (await server.Anonymous().PostAsync("/v1/auth/password-strength", new { password = "" })).ShouldBe(HttpStatusCode.BadRequest);
        server.Log.ToString()!.ShouldNotContain("gertrude-gertrude");
    }
}
