using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tests.Sessions;

/// <summary>On SQLite; a user has three sessions at most.</summary>
public sealed class FewSessionsSqliteServer : SqliteServer;

/// <summary>On PostgreSQL; a user has three sessions at most.</summary>
public sealed class FewSessionsPostgresServer : PostgresServer;

public sealed class SqliteSessionLimitTests(FewSessionsSqliteServer server) : SessionLimitTests(server), IClassFixture<FewSessionsSqliteServer>;

public sealed class PostgresSessionLimitTests(FewSessionsPostgresServer server)
    : SessionLimitTests(server), IClassFixture<FewSessionsPostgresServer>;

public abstract class SessionLimitTests(TestServer server)
{
    private UserSessionOptions Options => server.Services.GetRequiredService<IOptions<UserSessionOptions>>().Value;

    [Fact]
    public async Task The_oldest_ends_when_there_is_one_too_many()
    {
        (Options.MaxPerUser, Options.AtLimit) = (3, SessionLimit.EndOldest);
        var ada = await server.SignUpAsync();
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        var fourth = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await fourth.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(3);
        var record = (await server.RecordsOfAsync(ada.SessionId))[^1];
        record.Action.ShouldBe(EventTypes.SessionRevoked);
        record.Actor.ShouldBe(ada.UserId);
        record.Data.ShouldContain("\"limit_reached\"");
    }

    [Fact]
    public async Task Of_ten_who_sign_in_at_once_only_as_many_stay_as_may()
    {
        (Options.MaxPerUser, Options.AtLimit) = (3, SessionLimit.EndOldest);
        var ada = await server.SignUpAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.SignInAsync(ada.Email)));

        var last = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        (await last.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_sign_in_is_refused_where_that_is_the_policy_and_only_after_the_password()
    {
        (Options.MaxPerUser, Options.AtLimit) = (1, SessionLimit.Refuse);
        var ada = await server.SignUpAsync();

        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.Conflict, "session.limit_reached");
        (await server.SignInAsync(ada.Email, "not the password at all")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        (await ada.PostAsync("/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
    }
}

/// <summary>What time does to sessions.</summary>
public sealed class SessionClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task A_session_that_lies_idle_ends_and_one_that_is_used_goes_on()
    {
        server.Services.GetRequiredService<IOptions<UserSessionOptions>>().Value.IdleLifetime = TimeSpan.FromHours(1);
        var ada = await server.SignUpAsync();
        var idle = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        var token = ada.RefreshToken;
        for (var minutes = 0; minutes < 60; minutes += 40)
        {
            await server.AdvanceAsync(TimeSpan.FromMinutes(40));
            token = (await ada.RefreshAsync(token)).Text("refresh_token");
            await server.Services.GetRequiredService<SessionActivity>().WriteAsync(CancellationToken.None);
        }

        var used = await ada.RefreshAsync(token);

        used.ShouldBe(HttpStatusCode.OK);
        (await idle.RefreshAsync(idle.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        var listed = await new Caller(server.NewHttpClient(), used.Text("access_token")).GetAsync("/v1/me/sessions");
        listed.Items().ShouldHaveSingleItem()["id"]!.GetValue<string>().ShouldBe(ada.SessionId);
        listed.Items()[0]["lastSeenAt"]!.GetValue<DateTimeOffset>().ShouldBe(server.Clock.GetUtcNow(), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Calls_with_an_access_token_keep_a_session_alive()
    {
        server.Services.GetRequiredService<IOptions<UserSessionOptions>>().Value.IdleLifetime = TimeSpan.FromHours(1);
        var ada = await server.SignUpAsync();
        await server.AdvanceAsync(TimeSpan.FromMinutes(4));
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        await server.Services.GetRequiredService<SessionActivity>().WriteAsync(CancellationToken.None);

        await server.AdvanceAsync(TimeSpan.FromMinutes(58));

        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_ended_long_ago_is_forgotten_and_a_token_that_is_forgotten_is_a_reused_one()
    {
        server.Services.GetRequiredService<IOptions<UserSessionOptions>>().Value.IdleLifetime = TimeSpan.FromDays(30);
        var ada = await server.SignUpAsync();
        var second = (await ada.RefreshAsync(ada.RefreshToken)).Text("refresh_token");
        await server.AdvanceAsync(TimeSpan.FromHours(2));
        await PurgeAsync();

        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.refresh_reused");
        (await ada.RefreshAsync(second)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        await server.AdvanceAsync(TimeSpan.FromDays(8));
        await PurgeAsync();
        (await ada.RefreshAsync(second)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        (await server.RecordsOfAsync(ada.SessionId)).Select(record => record.Action)
            .ShouldBe([EventTypes.SessionCreated, EventTypes.SessionRefreshReused, EventTypes.SessionRevoked], ignoreOrder: true);
    }

    private async Task PurgeAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PurgeSessions>().RunAsync(CancellationToken.None);
    }
}
