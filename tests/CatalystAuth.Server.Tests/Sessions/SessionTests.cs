using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Sessions;

public sealed class SqliteSessionTests(SqliteServer server) : SessionTests(server);

public sealed class PostgresSessionTests(PostgresServer server) : SessionTests(server);

public abstract class SessionTests(TestServer server)
{
    [Fact]
    public async Task A_user_sees_their_sessions_and_which_is_this_one()
    {
        var ada = await server.SignUpAsync();

        var sessions = (await ada.GetAsync("/v1/me/sessions")).Items();

        var session = sessions.ShouldHaveSingleItem();
        session["id"]!.GetValue<string>().ShouldBe(ada.SessionId);
        session["isCurrent"]!.GetValue<bool>().ShouldBeTrue();
        session["amr"]![0]!.GetValue<string>().ShouldBe("pwd");
    }

    [Fact]
    public async Task Signing_out_ends_the_access_token_and_the_refresh_token_at_once()
    {
        var ada = await server.SignUpAsync();

        (await ada.PostAsync("/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.RefreshAsync(ada.RefreshToken)).Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Another_session_can_be_ended_but_not_another_users()
    {
        var ada = await server.SignUpAsync();
        var phone = Caller.Of(server.NewHttpClient(), await server.Anonymous().PostAsync("/v1/auth/flows", new
        {
            type = "sign_in",
            answers = new { identifier = ada.Email, password = TestServer.Password },
        }));
        var eve = await server.SignUpAsync("Eve");

        (await eve.DeleteAsync($"/v1/me/sessions/{phone.SessionId}")).ShouldBe(HttpStatusCode.NotFound, "session.not_found");
        (await phone.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/me/sessions/{phone.SessionId}")).ShouldBe(HttpStatusCode.NoContent);

        (await phone.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/me/sessions/{phone.SessionId}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refresh_token_gives_a_new_pair_and_each_in_turn_works()
    {
        var ada = await server.SignUpAsync();
        var token = ada.RefreshToken;
        for (var i = 0; i < 3; i++)
        {
            var answer = await ada.RefreshAsync(token);
            answer.ShouldBe(HttpStatusCode.OK);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Text("refresh_token").ShouldNotBe(token);
            token = answer.Text("refresh_token");
            (await new Caller(server.NewHttpClient(), answer.Text("access_token")).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Fifty_refreshes_at_once_get_one_and_the_same_successor()
    {
        var ada = await server.SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.Anonymous().RefreshAsync(ada.RefreshToken)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => answer.Text("refresh_token")).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refresh_token_two_generations_old_ends_the_session_even_within_the_grace()
    {
        var ada = await server.SignUpAsync();
        var second = (await ada.RefreshAsync(ada.RefreshToken)).Text("refresh_token");
        var third = await ada.RefreshAsync(second);

        var reused = await ada.RefreshAsync(ada.RefreshToken);

        reused.ShouldBe(HttpStatusCode.BadRequest, "token.refresh_reused");
        reused.Text("error").ShouldBe("invalid_grant");
        (await ada.RefreshAsync(third.Text("refresh_token"))).Text("error").ShouldBe("invalid_grant");
        (await new Caller(server.NewHttpClient(), third.Text("access_token")).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refreshing_into_an_organisation_stays_there_and_a_stranger_is_refused()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var eve = await server.SignUpAsync("Eve");

        var entered = await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", ada.RefreshToken), ("org", org));
        var again = await ada.RefreshAsync(entered.Text("refresh_token"));
        var refused = await eve.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", eve.RefreshToken), ("org", org));

        var claims = Jwt.Payload(entered.Text("access_token"));
        claims["org"]!.GetValue<string>().ShouldBe(org);
        claims["role"]!.GetValue<string>().ShouldBe("owner");
        claims["scope"]!.GetValue<string>().Split(' ').ShouldContain("keys:write");
        Jwt.Payload(again.Text("access_token"))["org"]!.GetValue<string>().ShouldBe(org);
        refused.Text("error").ShouldBe("invalid_target");
        (await eve.RefreshAsync(eve.RefreshToken)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_token_endpoint_refuses_what_is_malformed_by_the_RFC()
    {
        var ada = await server.SignUpAsync();

        (await ada.TokenAsync()).Text("error").ShouldBe("invalid_request");
        (await ada.TokenAsync(("grant_type", "password"))).Text("error").ShouldBe("unsupported_grant_type");
        (await ada.TokenAsync(("grant_type", "refresh_token"))).Text("error").ShouldBe("invalid_request");
        (await ada.RefreshAsync("nonsense")).Text("error").ShouldBe("invalid_grant");
        (await ada.RefreshAsync(ada.AccessToken!)).Text("error").ShouldBe("invalid_grant");
        (await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", ada.RefreshToken), ("refresh_token", ada.RefreshToken)))
            .Text("error").ShouldBe("invalid_request");
        (await ada.PostAsync("/oauth/token", new { grant_type = "refresh_token" })).Text("error").ShouldBe("invalid_request");
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x.y.z")]
    [InlineData("Basic YWRhOmFkYQ==")]
    [InlineData("bearer  ")]
    public async Task An_authorization_header_that_does_not_hold_is_refused(string header)
    {
        using var http = server.NewHttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        var answer = await new Caller(http, null).GetAsync("/v1/me");

        answer.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldContain("Bearer");
    }

    [Fact]
    public async Task A_refresh_token_is_no_access_token()
    {
        var ada = await server.SignUpAsync();

        (await new Caller(server.NewHttpClient(), ada.RefreshToken).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
    }
}
