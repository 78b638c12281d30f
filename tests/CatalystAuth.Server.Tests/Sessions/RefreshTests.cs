using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Server.Tests.Sessions;

public sealed class SqliteRefreshTests(SqliteServer server) : RefreshTests(server);

public sealed class PostgresRefreshTests(PostgresServer server) : RefreshTests(server);

/// <summary>Refreshing at once, refreshing again, and refreshing into another organisation.</summary>
public abstract class RefreshTests(TestServer server)
{
    [Fact]
    public async Task Fifty_refreshes_of_one_token_at_once_end_in_one_lineage()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var token = ada.RefreshToken;
        for (var generation = 1; generation <= 3; generation++)
        {
            // Some of them into an organisation: whoever is first decides what the successor is for.
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0
                ? server.Anonymous().RefreshAsync(token)
                : server.Anonymous().TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("org", org))));

            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
            var successor = answers.Select(answer => answer.Text("refresh_token")).Distinct().ShouldHaveSingleItem();
            var records = await LineageAsync(ada.SessionId);
            records.Count.ShouldBe(generation + 1);
            records.Count(record => record.SpentAt is null).ShouldBe(1);
            records.Where(record => record.SpentAt is not null).Select(record => record.SuccessorId)
                .ShouldBe(records.Skip(1).Select(record => record.Id));
            token = successor;
        }

        (await server.RecordsOfAsync(ada.SessionId)).Select(record => record.Action).ShouldBe([EventTypes.SessionCreated]);
    }

    [Fact]
    public async Task A_thief_and_the_owner_at_once_leave_no_live_session()
    {
        var ada = await server.SignUpAsync();
        var second = (await ada.RefreshAsync(ada.RefreshToken)).Text("refresh_token");
        await ada.RefreshAsync(second);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => server.Anonymous().RefreshAsync(i % 2 == 0 ? ada.RefreshToken : second)));

        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Json!["error"]!.GetValue<string>() == "invalid_grant");
        answers.Count(answer => answer.Code == "token.refresh_reused").ShouldBe(1);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
    }

    [Fact]
    public async Task A_reuse_is_told_once_with_the_address_and_device_of_who_came()
    {
        var ada = await server.SignUpAsync();
        var second = (await ada.RefreshAsync(ada.RefreshToken)).Text("refresh_token");
        await ada.RefreshAsync(second);
        using var http = server.NewHttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.14.1");
        var thief = new Caller(http, null);

        (await thief.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.refresh_reused");
        (await thief.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");

        var records = await server.RecordsOfAsync(ada.SessionId);
        records.Select(record => record.Action).ShouldBe(
            [EventTypes.SessionCreated, EventTypes.SessionRefreshReused, EventTypes.SessionRevoked], ignoreOrder: true);
        records.Skip(1).ShouldAllBe(record => record.Actor == "anonymous" && record.UserAgent == "curl/8.14.1");
        var admin = await server.SignInAdminAsync();
        var told = (await admin.GetAsync($"/v1/audit/events?target={ada.SessionId}&action=session.refresh_reused")).Items().ShouldHaveSingleItem();
        told["data"]!["device"]!["browser"]!.GetValue<string>().ShouldBe("curl");
        told["data"]!["ipAddress"]!.GetValue<string>().ShouldNotBeEmpty();
        told["data"]!["before"]!["userId"]!.GetValue<string>().ShouldBe(ada.UserId);
        JsonNode.Parse(records.Single(record => record.Action == EventTypes.SessionRevoked).Data)!["reason"]!.GetValue<string>().ShouldBe("refresh_token_reused");
    }

    [Fact]
    public async Task Another_organisation_is_entered_only_by_who_is_in_it_and_while_it_is_in_use()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await EnterAsync(bob, bob.RefreshToken, org)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
        (await EnterAsync(bob, bob.RefreshToken, "no-such-org")).Text("error").ShouldBe("invalid_target");
        (await EnterAsync(bob, bob.RefreshToken, "Not A Slug")).Text("error").ShouldBe("invalid_target");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);

        // What was refused has spent nothing.
        var entered = await EnterAsync(bob, bob.RefreshToken, org);
        Jwt.Payload(entered.Text("access_token"))["org"]!.GetValue<string>().ShouldBe(org);
        (await admin.PostAsync($"/v1/orgs/{org}/suspend", new { reason = "Unpaid" })).ShouldBe(HttpStatusCode.OK);
        (await EnterAsync(bob, entered.Text("refresh_token"), org)).ShouldBe(HttpStatusCode.BadRequest, "org.suspended");
        (await admin.PostAsync($"/v1/orgs/{org}/reactivate")).ShouldBe(HttpStatusCode.OK);

        // Who is removed meanwhile can't name it, and without naming it is in none.
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await EnterAsync(bob, entered.Text("refresh_token"), org)).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
        var outside = await bob.RefreshAsync(entered.Text("refresh_token"));
        outside.ShouldBe(HttpStatusCode.OK);
        Jwt.Payload(outside.Text("access_token"))["org"].ShouldBeNull();
        Jwt.Payload(outside.Text("access_token"))["scope"].ShouldBeNull();
    }

    private static Task<Answer> EnterAsync(Caller caller, string token, string org) =>
        caller.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("org", org));

    private Task<List<Core.Sessions.RefreshTokenRecord>> LineageAsync(string session)
    {
        var id = SessionId.Parse(session, null);
        return server.WithAsync((_, context) => context.RefreshTokens.AsNoTracking()
            .Where(record => record.SessionId == id).OrderBy(record => record.Id).ToListAsync());
    }
}
