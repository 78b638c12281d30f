using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests;

/// <summary>Tells denials, and allows too when a test says so; the clock is the test's.</summary>
public sealed class SqliteDecisionServer : SqliteServer
{
    protected override FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Decisions:Events"] = "denials";
        return base.ConfigureAsync(settings);
    }
}

public sealed class PostgresDecisionServer : PostgresServer
{
    protected override FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Decisions:Events"] = "denials";
        return base.ConfigureAsync(settings);
    }
}

public sealed class SqliteDecisionEventTests(SqliteDecisionServer server) : DecisionEventTests(server), IClassFixture<SqliteDecisionServer>;

public sealed class PostgresDecisionEventTests(PostgresDecisionServer server) : DecisionEventTests(server), IClassFixture<PostgresDecisionServer>;

public abstract class DecisionEventTests(TestServer server)
{
    [Fact]
    public async Task Denials_of_a_minute_are_told_once_by_reason_and_allows_are_not()
    {
        var (ada, org, app) = await NewAppAsync();
        await DenyAsync(app, "/reports", 3);
        await DenyAsync(app, "/reports", 2, "nonsense");
        (await server.AskGateAsync(app, "/public/x")).ShouldBe(HttpStatusCode.OK);
        await RecordedAsync(org, 6);
        await TellAsync();
        (await EventsAsync(ada, org)).ShouldBeEmpty();

        await server.AdvanceAsync(TimeSpan.FromSeconds(66));
        await TellAsync();
        await TellAsync();

        var told = await EventsAsync(ada, org);
        told.Select(Counted).ShouldBe([("decision.invalid_token", 2), ("decision.unauthenticated", 3)], ignoreOrder: true);
        told.ShouldAllBe(item => item["subject"]!.GetValue<string>() == app && item["actor"]!.GetValue<string>() == "system");
        var data = told[0]["data"]!;
        (At(data, "to") - At(data, "from")).ShouldBe(TimeSpan.FromMinutes(1));
        var example = await ada.GetAsync($"/v1/decisions/{data["example"]}");
        example.Text("reason").ShouldBe(data["reason"]!.GetValue<string>());
        At(data, "from").ShouldBeLessThanOrEqualTo(example.At("at")!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task What_was_recorded_late_is_told_too()
    {
        var (ada, org, app) = await NewAppAsync();
        await DenyAsync(app, "/reports", 1);
        await RecordedAsync(org, 1);
        var denied = await server.WithAsync((_, context) => context.Decisions.AsNoTracking().SingleAsync(decision => decision.OrgId == OrgId.Parse(org, null)));
        await server.AdvanceAsync(TimeSpan.FromSeconds(66));
        await TellAsync();

        await server.WithAsync(async (services, _) =>
        {
            // A batch comes again when its answer was lost; what is in it already counts no more.
            var late = denied with { Id = new(Guid.CreateVersion7(denied.At)) };
            var record = services.GetRequiredService<RecordDecisions>();
            await record.RunAsync([denied, late], CancellationToken.None);
            await record.RunAsync([denied, late], CancellationToken.None);
            return true;
        });
        await TellAsync();

        (await EventsAsync(ada, org)).Select(Counted).ShouldBe([("decision.unauthenticated", 1), ("decision.unauthenticated", 1)]);
    }

    [Theory]
    [InlineData(DecisionEvents.Off, 0)]
    [InlineData(DecisionEvents.Denials, 1)]
    [InlineData(DecisionEvents.All, 2)]
    public async Task What_is_told_is_what_the_operator_wants(DecisionEvents wanted, int told)
    {
        var (ada, org, app) = await NewAppAsync();
        await DenyAsync(app, "/reports", 1);
        await RecordedAsync(org, 1);
        var denied = await server.WithAsync((_, context) => context.Decisions.AsNoTracking().SingleAsync(decision => decision.OrgId == OrgId.Parse(org, null)));
        await server.WithAsync(async (services, context) =>
        {
            await context.DecisionCounts.Where(count => count.OrgId == denied.OrgId).ExecuteDeleteAsync();
            var record = ActivatorUtilities.CreateInstance<RecordDecisions>(services, Options.Create(new DecisionOptions { Events = wanted }));
            await record.RunAsync(
                [
                    denied with { Id = new(Guid.CreateVersion7(denied.At)) },
                    denied with { Id = new(Guid.CreateVersion7(denied.At)), Outcome = Contracts.Decisions.DecisionOutcome.Allow, Reason = "decision.allowed" },
                ],
                CancellationToken.None);
            return true;
        });
        await server.AdvanceAsync(TimeSpan.FromSeconds(66));
        await TellAsync();

        (await EventsAsync(ada, org)).Count.ShouldBe(told);
    }

    [Theory]
    [InlineData(RecordedAllows.None, 0)]
    [InlineData(RecordedAllows.All, 3)]
    public async Task Allows_that_are_not_recorded_are_told_all_the_same(RecordedAllows allows, int recorded)
    {
        var (ada, org, app) = await NewAppAsync();
        await DenyAsync(app, "/reports", 1);
        await RecordedAsync(org, 1);
        var denied = await server.WithAsync((_, context) => context.Decisions.AsNoTracking().SingleAsync(decision => decision.OrgId == OrgId.Parse(org, null)));
        await server.WithAsync(async (services, _) =>
        {
            var record = ActivatorUtilities.CreateInstance<RecordDecisions>(
                services, Options.Create(new DecisionOptions { Events = DecisionEvents.All, Allows = allows }));
            await record.RunAsync(
                [
                    .. Enumerable.Range(0, 3).Select(_ => denied with
                    {
                        Id = new(Guid.CreateVersion7(denied.At)), Outcome = Contracts.Decisions.DecisionOutcome.Allow, Reason = "decision.allowed",
                    }),
                ],
                CancellationToken.None);
            return true;
        });
        await RecordedAsync(org, 1 + recorded);
        await server.AdvanceAsync(TimeSpan.FromSeconds(66));
        await TellAsync();

        (await EventsAsync(ada, org)).Select(Counted).ShouldBe([("decision.allowed", 3), ("decision.unauthenticated", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Nodes_that_count_and_tell_at_once_lose_none_and_tell_none_twice()
    {
        var (ada, org, app) = await NewAppAsync();
        await DenyAsync(app, "/reports", 1);
        await RecordedAsync(org, 1);
        var denied = await server.WithAsync((_, context) => context.Decisions.AsNoTracking().SingleAsync(decision => decision.OrgId == OrgId.Parse(org, null)));
        await server.AdvanceAsync(TimeSpan.FromSeconds(66));

        using var begin = new Barrier(40);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Factory.StartNew(
            () =>
            {
                begin.SignalAndWait(TestContext.Current.CancellationToken);
                return server.WithAsync(async (services, _) =>
                {
                    await services.GetRequiredService<RecordDecisions>()
                        .RunAsync([denied with { Id = new(Guid.CreateVersion7(denied.At)) }], CancellationToken.None);
                    await services.GetRequiredService<TellDecisions>().RunAsync(CancellationToken.None);
                    return true;
                });
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        await TellAsync();

        (await EventsAsync(ada, org)).Sum(item => Counted(item).Count).ShouldBe(41);
    }

    [Fact]
    public async Task What_is_counted_again_adds_to_the_row_of_its_minute()
    {
        var (_, org, app) = await NewAppAsync();
        await DenyAsync(app, "/reports", 1);
        await RecordedAsync(org, 1);
        await server.WithAsync(async (services, context) =>
        {
            var denied = await context.Decisions.AsNoTracking().SingleAsync(decision => decision.OrgId == OrgId.Parse(org, null));
            var again = denied with { Id = new(Guid.CreateVersion7(denied.At)) };
            await services.GetRequiredService<RecordDecisions>().RunAsync([again, denied with { Id = new(Guid.CreateVersion7(denied.At)), Reason = "decision.denied" }], CancellationToken.None);

            var counts = await context.DecisionCounts.AsNoTracking().Where(count => count.OrgId == denied.OrgId).OrderByDescending(count => count.Count).ToListAsync();
            counts.Select(count => (count.AppId, count.Outcome, count.Reason, count.Minute, count.Count)).ShouldBe(
            [
                (denied.AppId!.Value, denied.Outcome, denied.Reason, DecisionCount.MinuteOf(denied.At), 2),
                (denied.AppId!.Value, denied.Outcome, "decision.denied", DecisionCount.MinuteOf(denied.At), 1),
            ]);
            counts[0].Last.ShouldBe(again.Id);
            return true;
        });
    }

    [Fact]
    public async Task A_denial_for_no_app_is_for_platform_admins_to_read_and_is_no_event()
    {
        var (ada, _, app) = await NewAppAsync();
        var admin = await server.SignInAdminAsync();
        (await ada.DeleteAsync($"/v1/apps/{app}")).Status.ShouldBe(HttpStatusCode.NoContent);
        var denied = await server.AskGateAsync(app, "/reports");
        denied.ShouldBe(HttpStatusCode.Forbidden, "decision.unknown_app");
        var id = denied.Text("decisionId");

        var read = await Eventually.GetAsync(
            () => admin.GetAsync($"/v1/decisions/{id}"), answer => answer.Status == HttpStatusCode.OK, TimeSpan.FromSeconds(20));

        (read.Text("appId"), read.Text("reason"), read.Text("outcome"), read.Text("path")).ShouldBe((app, "decision.unknown_app", "deny", "-"));
        read.At("orgId").ShouldBeNull();
        (await ada.GetAsync($"/v1/decisions/{id}")).ShouldBe(HttpStatusCode.NotFound, "decision.not_found");
        (await server.Anonymous().GetAsync($"/v1/decisions/{id}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await server.WithAsync((_, context) => context.DecisionCounts.AnyAsync(count => count.AppId == Contracts.Apps.AppId.Parse(app, null)))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_webhook_behind_an_app_of_the_organisation_is_not_told()
    {
        await using var receiver = await Receiver.StartAsync();
        var (ada, org, app) = await NewAppAsync("127.0.0.1:1");
        var behind = await HookAsync(ada, org, receiver.Url);
        var elsewhere = await HookAsync(ada, org, receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/elsewhere");
        await DenyAsync(app, "/reports", 1);
        await RecordedAsync(org, 1);
        await server.AdvanceAsync(TimeSpan.FromSeconds(66));
        await TellAsync();

        var received = (await receiver.WaitAsync(1)).ShouldHaveSingleItem();
        received.Type.ShouldBe("auth.decision");
        received.Path.ShouldEndWith("/elsewhere");
        (await ada.GetAsync($"/v1/webhooks/{elsewhere}/deliveries")).Items().ShouldHaveSingleItem();
        (await ada.GetAsync($"/v1/webhooks/{behind}/deliveries")).Items().ShouldBeEmpty();
        var from = received.Json["timestamp"]!.GetValue<DateTimeOffset>().AddMinutes(-10);
        (await ada.PostAsync($"/v1/webhooks/{behind}/replay", new { from })).At("queued")!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Decisions_that_are_old_go()
    {
        var (ada, org, app) = await NewAppAsync();
        var denied = await server.AskGateAsync(app, "/reports");
        await RecordedAsync(org, 1);

        await PurgeAsync(TimeSpan.FromDays(1));
        (await ada.GetAsync($"/v1/decisions/{denied.Text("decisionId")}")).ShouldBe(HttpStatusCode.OK);
        await PurgeAsync(TimeSpan.FromDays(-1));
        (await ada.GetAsync($"/v1/decisions/{denied.Text("decisionId")}")).ShouldBe(HttpStatusCode.NotFound, "decision.not_found");

        Task PurgeAsync(TimeSpan retention) => server.WithAsync(async (services, _) =>
        {
            var options = Options.Create(new DecisionOptions { Retention = retention });
            await ActivatorUtilities.CreateInstance<PurgeDecisions>(services, options).RunAsync(CancellationToken.None);
            return true;
        });
    }

    private async Task<(Caller Ada, string Org, string App)> NewAppAsync(params string[] hosts)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        if (hosts.Length > 0)
        {
            (await ada.PatchAsync($"/v1/apps/{app}", new { hosts = (string[])["app.localhost", .. hosts] })).ShouldBe(HttpStatusCode.OK);
        }

        return (ada, org, app);
    }

    private static async Task<string> HookAsync(Caller caller, string org, string url)
    {
        var made = await caller.PostAsync($"/v1/orgs/{org}/webhooks", new { url, events = (string[])["auth.*"] });
        made.ShouldBe(HttpStatusCode.Created);
        return made.Text("id");
    }

    private async Task DenyAsync(string app, string path, int times, string? token = null)
    {
        for (var n = 0; n < times; n++)
        {
            (await server.AskGateAsync(app, path, token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    // They are written behind the answers.
    private Task RecordedAsync(string org, int count) => Eventually.BeAsync(
        () => server.WithAsync(async (_, context) => await context.Decisions.CountAsync(decision => decision.OrgId == OrgId.Parse(org, null)) == count),
        TimeSpan.FromSeconds(20));

    private Task<bool> TellAsync() => server.WithAsync(async (services, _) =>
    {
        services.GetRequiredService<CallContext>().Actor = new Actor.System();
        await services.GetRequiredService<TellDecisions>().RunAsync(CancellationToken.None);
        return true;
    });

    private static async Task<List<JsonNode>> EventsAsync(Caller caller, string org)
    {
        var page = await caller.GetAsync($"/v1/events?org={org}&types={EventTypes.AuthDecision}");
        page.ShouldBe(HttpStatusCode.OK);
        return [.. page.At("items")!.AsArray().Select(item => item!)];
    }

    private static (string Reason, int Count) Counted(JsonNode item) =>
        (item["data"]!["reason"]!.GetValue<string>(), item["data"]!["count"]!.GetValue<int>());

    private static DateTimeOffset At(JsonNode data, string member) => data[member]!.GetValue<DateTimeOffset>();
}
