using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Core.Events;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteEventTests(SqliteServer server) : EventTests(server);

public sealed class PostgresEventTests(PostgresServer server) : EventTests(server)
{
    private readonly PostgresServer _server = server;

    [Fact]
    public async Task What_is_committed_late_is_not_passed_over()
    {
        var admin = await _server.SignInAdminAsync();
        await using var scope = _server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        var early = new OutboxEvent
        {
            Id = new EventIds().Next(TimeProvider.System.GetUtcNow().AddMinutes(-1)),
            OrgId = null,
            Type = EventTypes.UserUpdated,
            Subject = "early",
            Actor = "system",
            Data = "{}",
            At = TimeProvider.System.GetUtcNow(),
        };
        await using var transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        context.Add(early);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        await _server.SignUpAsync();

        var cursor = await LastAsync(admin);
        (await FindAsync(admin, early.Id)).ShouldBeFalse();
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        var found = await admin.GetAsync($"/v1/events?after={cursor}");
        IdsOf(found).ShouldContain(early.Id.ToString());
        IdsOf(found)[0].ShouldNotBe(cursor);
    }

    private static async Task<bool> FindAsync(Caller reader, Contracts.Events.EventId id)
    {
        for (var cursor = string.Empty; ;)
        {
            var page = await reader.GetAsync($"/v1/events?limit=200{cursor}");
            if (IdsOf(page).Contains(id.ToString()))
            {
                return true;
            }

            if (IdsOf(page).Count == 0)
            {
                return false;
            }

            cursor = $"&after={page.Text("cursor")}";
        }
    }
}

public abstract class EventTests(TestServer server)
{
    [Fact]
    public async Task Events_come_in_order_page_by_page_and_by_type()
    {
        var (ada, org, bob) = await NewOrgAsync();
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Other" })).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        var all = await ada.GetAsync($"/v1/events?org={org}");
        TypesOf(all).ShouldBe(["org.created", "member.added", "member.updated", "org.updated", "member.removed"]);
        var updated = all.At("items")![2]!;
        updated["subject"]!.GetValue<string>().ShouldBe(bob.UserId);
        updated["actor"]!.GetValue<string>().ShouldBe(ada.UserId);
        updated["org"]!.GetValue<string>().ShouldBe(org);
        updated["data"]!["after"]!["role"]!.GetValue<string>().ShouldBe("admin");
        updated["version"]!.GetValue<int>().ShouldBe(1);
        updated["changes"]!.ToJsonString().ShouldBe("""{"role":{"from":"member","to":"admin"}}""");
        all.At("items")![1]!["changes"].ShouldBeNull();
        all.Text("cursor").ShouldBe(IdsOf(all)[^1]);

        var one = new List<string>();
        for (var after = string.Empty; one.Count < 5; after = $"&after={one[^1]}")
        {
            one.AddRange(IdsOf(await ada.GetAsync($"/v1/events?org={org}&limit=1{after}")));
        }

        one.ShouldBe(IdsOf(all));
        TypesOf(await ada.GetAsync($"/v1/events?org={org}&types=member.*")).ShouldBe(["member.added", "member.updated", "member.removed"]);
        TypesOf(await ada.GetAsync($"/v1/events?org={org}&types=org.updated,member.removed&after={one[1]}")).ShouldBe(["org.updated", "member.removed"]);

        // What was passed over is not looked at again.
        var none = await ada.GetAsync($"/v1/events?org={org}&types=invitation.*");
        IdsOf(none).ShouldBeEmpty();
        none.Text("cursor").ShouldBe(one[^1]);
        (await ada.GetAsync($"/v1/events?org={org}&after={one[^1]}")).Text("cursor").ShouldBe(one[^1]);
    }

    [Fact]
    public async Task Events_are_for_who_may_read_them_and_of_no_other_organisation()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var (eve, other, _) = await NewOrgAsync();
        var foreign = IdsOf(await eve.GetAsync($"/v1/events?org={other}"))[0];
        var (_, reading) = await ada.NewKeyAsync(org, "events:read");
        var (_, blind) = await ada.NewKeyAsync(org, "org:read");

        (await server.Anonymous().GetAsync($"/v1/events?org={org}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await bob.GetAsync($"/v1/events?org={org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync($"/v1/events?org={org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.GetAsync("/v1/events")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync($"/v1/events?org={org}&after={foreign}")).ShouldBe(HttpStatusCode.Gone, "event.cursor_gone");
        (await (await KeyAsync(blind)).GetAsync("/v1/events")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await (await KeyAsync(reading)).GetAsync($"/v1/events?org={other}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");

        var own = await (await KeyAsync(reading)).GetAsync("/v1/events?types=member.*");
        own.At("items")!.AsArray().ShouldAllBe(item => item!["org"]!.GetValue<string>() == org);
        TypesOf(own).ShouldBe(["member.added"]);
        var admin = await server.SignInAdminAsync();
        var everything = await admin.GetAsync($"/v1/events?types=member.added&after={foreign}&limit=200");
        everything.At("items")!.AsArray().Select(item => item!["org"]!.GetValue<string>()).ShouldContain(other);
        (await admin.GetAsync("/v1/events?types=user.created")).At("items")![0]!["org"].ShouldBeNull();
    }

    [Theory]
    [InlineData("limit=0", "request.invalid")]
    [InlineData("limit=201", "request.invalid")]
    [InlineData("wait=-1", "request.invalid")]
    [InlineData("wait=31", "request.invalid")]
    [InlineData("wait=soon", "request.invalid")]
    [InlineData("after=somewhere", "request.invalid")]
    [InlineData("types=member.gone", "event.unknown_type")]
    [InlineData("types=*", "event.unknown_type")]
    [InlineData("types=.*", "event.unknown_type")]
    [InlineData("types=member*", "event.unknown_type")]
    [InlineData("types=a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a", "request.invalid")]
    public async Task A_malformed_question_is_refused(string query, string code)
    {
        var (ada, org, _) = await NewOrgAsync();
        (await ada.GetAsync($"/v1/events?org={org}&{query}")).ShouldBe(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Who_waits_is_answered_when_something_happens()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var cursor = (await ada.GetAsync($"/v1/events?org={org}")).Text("cursor");

        var waiting = ada.GetAsync($"/v1/events?org={org}&after={cursor}&types=member.*&wait=30");
        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Not waited for" })).ShouldBe(HttpStatusCode.OK);
        waiting.IsCompleted.ShouldBeFalse();
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        TypesOf(await waiting).ShouldBe(["member.removed"]);
    }

    [Fact]
    public async Task The_types_of_events_are_told_to_everybody_who_is_signed_in()
    {
        (await server.Anonymous().GetAsync("/v1/events/types")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");

        var types = await (await server.SignUpAsync()).GetAsync("/v1/events/types");

        types.ShouldBe(HttpStatusCode.OK);
        var all = JsonNode.Parse(types.Body)!.AsArray();
        all.Select(type => type!["type"]!.GetValue<string>()).ShouldBe(EventTypes.All);
        var updated = all.Single(type => type!["type"]!.GetValue<string>() == EventTypes.MemberUpdated)!;
        updated["category"]!.GetValue<string>().ShouldBe("member");
        updated["version"]!.GetValue<int>().ShouldBe(1);
        updated["schema"]!["properties"]!["before"]!["required"]!.ToJsonString().ShouldBe("""["role","labelsDelta"]""");
    }

    [Fact]
    public async Task A_refused_change_is_no_event()
    {
        var (ada, org, _) = await NewOrgAsync();
        var cursor = (await ada.GetAsync($"/v1/events?org={org}")).Text("cursor");

        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.Conflict, "member.last_owner");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = ada.UserId })).Status.ShouldBe(HttpStatusCode.Conflict);

        (await ada.GetAsync($"/v1/events?org={org}&after={cursor}")).At("items")!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_follows_while_many_write_sees_each_event_once_and_those_of_a_subject_in_order()
    {
        var (ada, org, bob) = await NewOrgAsync();
        const int Groups = 8, Renames = 5;
        var writers = Enumerable.Range(0, Groups).Select(async i =>
        {
            var group = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "0", slug = $"g{i}" })).Text("id");
            for (var n = 1; n <= Renames; n++)
            {
                (await ada.PatchAsync($"/v1/orgs/{org}/groups/{group}", new { name = $"{n}" })).ShouldBe(HttpStatusCode.OK);
            }
        }).ToList();

        var seen = new List<JsonNode>();
        var after = string.Empty;
        while (seen.Count < Groups * (Renames + 1))
        {
            var page = await ada.GetAsync($"/v1/events?org={org}&types=group.*&limit=7&wait=10{after}");
            page.At("items")!.AsArray().ShouldNotBeEmpty();
            seen.AddRange(page.At("items")!.AsArray().Select(item => item!));
            after = $"&after={page.Text("cursor")}";
        }

        await Task.WhenAll(writers);
        seen.Select(item => item["id"]!.GetValue<string>()).ShouldBeUnique();
        foreach (var ofGroup in seen.GroupBy(item => item["subject"]!.GetValue<string>()))
        {
            ofGroup.Select(item => item["data"]!["after"]!["name"]!.GetValue<string>())
                .ShouldBe(Enumerable.Range(0, Renames + 1).Select(n => $"{n}"));
        }

        (await ada.GetAsync($"/v1/events?org={org}&types=group.*{after}")).At("items")!.AsArray().ShouldBeEmpty();
    }

    protected static IReadOnlyList<string> IdsOf(Answer page) => [.. page.At("items")!.AsArray().Select(item => item!["id"]!.GetValue<string>())];

    protected static async Task<string> LastAsync(Caller reader)
    {
        for (var page = await reader.GetAsync("/v1/events?limit=200"); ;)
        {
            var next = await reader.GetAsync($"/v1/events?limit=200&after={page.Text("cursor")}");
            if (IdsOf(next).Count == 0)
            {
                return page.Text("cursor");
            }

            page = next;
        }
    }

    private static IEnumerable<string> TypesOf(Answer page) => page.At("items")!.AsArray().Select(item => item!["type"]!.GetValue<string>());

    private async Task<Caller> KeyAsync(string key) =>
        new(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

    private async Task<(Caller Ada, string Org, Caller Bob)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        return (ada, org, bob);
    }
}

/// <summary>A wait ends.</summary>
public sealed class EventClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task Who_waits_in_vain_is_told_so_when_the_time_is_over()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var cursor = (await ada.GetAsync($"/v1/events?org={org}")).Text("cursor");

        var waiting = ada.GetAsync($"/v1/events?org={org}&after={cursor}&wait=30");

        // What was sent first is let in before the clock runs away with its token.
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        while (!waiting.IsCompleted)
        {
            await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        var page = await waiting;
        page.ShouldBe(HttpStatusCode.OK);
        page.At("items")!.AsArray().ShouldBeEmpty();
        page.Text("cursor").ShouldBe(cursor);
    }
}
