using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Sessions;

public sealed class SqliteStepUpTests(SqliteServer server) : StepUpTests(server);

public sealed class PostgresStepUpTests(PostgresServer server) : StepUpTests(server);

/// <summary><c>POST /v1/auth/step-up</c>.</summary>
public abstract class StepUpTests(TestServer server)
{
    [Fact]
    public async Task A_user_proves_anew_who_they_are_and_the_session_goes_on()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var before = Jwt.Payload(ada.AccessToken!);
        before["acr"]!.GetValue<string>().ShouldBe("aal1");

        var answer = await ada.PostAsync("/v1/auth/step-up", new { password = TestServer.Password, org });

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Text("acr").ShouldBe("aal1");
        var claims = Jwt.Payload(answer.Text("accessToken"));
        claims["sid"]!.GetValue<string>().ShouldBe(ada.SessionId);
        claims["org"]!.GetValue<string>().ShouldBe(org);
        claims["amr"]!.ToJsonString().ShouldBe("""["pwd"]""");
        claims["auth_time"]!.GetValue<long>().ShouldBe(answer.At("authenticatedAt")!.GetValue<DateTimeOffset>().ToUnixTimeSeconds());
        claims["auth_time"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(before["auth_time"]!.GetValue<long>());
        var refreshed = Jwt.Payload((await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));
        refreshed["auth_time"]!.GetValue<long>().ShouldBe(claims["auth_time"]!.GetValue<long>());
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(ada.SessionId)).Select(record => record.Action).ShouldBe([EventTypes.SessionCreated, EventTypes.SessionSteppedUp], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_can_not_raises_nothing()
    {
        var ada = await server.SignUpAsync();
        var eve = await server.SignUpAsync("Eve");
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var ofKey = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        var good = new { password = TestServer.Password };

        (await ada.PostAsync("/v1/auth/step-up", new { password = "not the password at all" })).ShouldBe(HttpStatusCode.Forbidden, "user.wrong_password");
        (await ada.PostAsync("/v1/auth/step-up", new { })).ShouldBe(HttpStatusCode.BadRequest);
        (await server.Anonymous().PostAsync("/v1/auth/step-up", good)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await ofKey.PostAsync("/v1/auth/step-up", good)).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await eve.PostAsync("/v1/auth/step-up", new { password = TestServer.Password, org })).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");

        (await server.RecordsOfAsync(ada.SessionId)).Count.ShouldBe(1);
        (await server.RecordsOfAsync(eve.SessionId)).Count.ShouldBe(1);
    }
}
