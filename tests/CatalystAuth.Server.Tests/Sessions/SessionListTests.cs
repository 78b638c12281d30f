using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Sessions;

public sealed class SqliteSessionListTests(SqliteServer server) : SessionListTests(server);

public sealed class PostgresSessionListTests(PostgresServer server) : SessionListTests(server);

/// <summary>What a user, and an admin, see of sessions and how they end them.</summary>
public abstract class SessionListTests(TestServer server)
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task A_session_tells_its_device_and_where_it_was_used()
    {
        var ada = await server.SignUpAsync();
        var laptop = await SignInAsync(ada, Firefox);
        var session = Find(await laptop.GetAsync("/v1/me/sessions"), laptop.SessionId);

        session["device"]!.ToJsonString().ShouldBe("""{"kind":"desktop","browser":"Firefox","browserVersion":"140","os":"Linux"}""");
        session["userAgent"]!.GetValue<string>().ShouldBe(Firefox);
        session["ipAddress"]!.GetValue<string>().ShouldNotBeEmpty();

        await server.Services.GetRequiredService<SessionActivity>().WriteAsync(CancellationToken.None);
        var seen = Find(await laptop.GetAsync("/v1/me/sessions"), laptop.SessionId);
        seen["lastIpAddress"]!.GetValue<string>().ShouldBe(session["ipAddress"]!.GetValue<string>());
        seen["lastSeenAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(session["createdAt"]!.GetValue<DateTimeOffset>());
        Find(await ada.GetAsync("/v1/me/sessions"), ada.SessionId)["device"]!["kind"]!.GetValue<string>().ShouldBe("unknown");
    }

    [Fact]
    public async Task The_others_end_and_this_one_goes_on()
    {
        var ada = await server.SignUpAsync();
        var phone = await SignInAsync(ada);
        var laptop = await SignInAsync(ada);

        (await phone.PostAsync("/v1/me/sessions/revoke-others")).At("revoked")!.GetValue<int>().ShouldBe(2);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await laptop.RefreshAsync(laptop.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        (await phone.GetAsync("/v1/me/sessions")).Items().ShouldHaveSingleItem()["isCurrent"]!.GetValue<bool>().ShouldBeTrue();
        (await phone.PostAsync("/v1/me/sessions/revoke-others")).At("revoked")!.GetValue<int>().ShouldBe(0);
        (await server.RecordsOfAsync(laptop.SessionId)).Select(record => record.Action).ShouldBe([EventTypes.SessionCreated, EventTypes.SessionRevoked]);
    }

    [Fact]
    public async Task All_end_with_this_one()
    {
        var ada = await server.SignUpAsync();
        var phone = await SignInAsync(ada);

        (await ada.PostAsync("/v1/me/sessions/revoke-all")).At("revoked")!.GetValue<int>().ShouldBe(2);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await phone.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_two_that_end_one_session_at_once_one_does()
    {
        var ada = await server.SignUpAsync();
        var phone = await SignInAsync(ada);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => ada.DeleteAsync($"/v1/me/sessions/{phone.SessionId}")));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.Code == "session.not_found").ShouldBe(4);
        (await server.RecordsOfAsync(phone.SessionId)).Count(record => record.Action == EventTypes.SessionRevoked).ShouldBe(1);
    }

    [Fact]
    public async Task An_admin_sees_and_ends_sessions_of_a_user()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var phone = await SignInAsync(ada);
        var at = $"/v1/users/{ada.UserId}/sessions";

        var listed = (await admin.GetAsync(at)).Items();
        listed.Count.ShouldBe(2);
        listed.ShouldAllBe(session => !session["isCurrent"]!.GetValue<bool>());
        (await admin.DeleteAsync($"{at}/{phone.SessionId}")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync($"{at}/{phone.SessionId}")).ShouldBe(HttpStatusCode.NotFound, "session.not_found");
        (await phone.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.PostAsync($"{at}/revoke-all")).At("revoked")!.GetValue<int>().ShouldBe(1);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        var record = (await server.RecordsOfAsync(phone.SessionId))[^1];
        record.Actor.ShouldBe(admin.UserId);
        JsonNode.Parse(record.Data)!["reason"]!.GetValue<string>().ShouldBe("revoked_by_admin");
    }

    [Fact]
    public async Task Sessions_of_others_are_for_admins_and_those_of_admins_are_their_own()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");

        foreach (var call in new Func<string, Task<Answer>>[]
        {
            at => bob.GetAsync(at), at => bob.DeleteAsync($"{at}/{ada.SessionId}"), at => bob.PostAsync($"{at}/revoke-all"),
        })
        {
            (await call($"/v1/users/{ada.UserId}/sessions")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        }

        // A session is ended as that of its user only.
        (await admin.DeleteAsync($"/v1/users/{bob.UserId}/sessions/{ada.SessionId}")).ShouldBe(HttpStatusCode.NotFound, "session.not_found");
        (await admin.PostAsync($"/v1/users/{admin.UserId}/sessions/revoke-all")).ShouldBe(HttpStatusCode.Forbidden, "user.protected");
        (await admin.DeleteAsync($"/v1/users/{admin.UserId}/sessions/{admin.SessionId}")).ShouldBe(HttpStatusCode.Forbidden, "user.protected");
        (await admin.GetAsync("/v1/users/user_01h455vb4pex5vsknk084sn02q/sessions")).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await admin.PostAsync("/v1/users/user_01h455vb4pex5vsknk084sn02q/sessions/revoke-all")).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await ada.DeleteAsync("/v1/me/sessions/nonsense")).ShouldBe(HttpStatusCode.BadRequest);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    private static JsonNode Find(Answer seen, string session) => seen.Items().Single(item => item["id"]!.GetValue<string>() == session);

    private async Task<Caller> SignInAsync(Caller user, string? userAgent = null)
    {
        using var http = server.NewHttpClient();
        if (userAgent is not null)
        {
            http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        }

        return Caller.Of(server.NewHttpClient(), await new Caller(http, null).PostAsync("/v1/auth/flows", new
        {
            type = "sign_in",
            answers = new { identifier = user.Email, password = TestServer.Password },
        }));
    }
}
