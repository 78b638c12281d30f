using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using CatalystAuth.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using EventId = CatalystAuth.Contracts.Events.EventId;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteEventRetentionTests(SqliteServer server) : EventRetentionTests(server);

public sealed class PostgresEventRetentionTests(PostgresServer server) : EventRetentionTests(server);

public abstract class EventRetentionTests(TestServer server)
{
    private static readonly DateTimeOffset Old = TimeProvider.System.GetUtcNow().AddDays(-91);

    [Fact]
    public async Task What_is_old_goes_and_its_cursor_with_it()
    {
        var (ada, org) = await NewOrgAsync();
        var old = await AddOldAsync(org);
        var kept = (await ada.GetAsync($"/v1/events?org={org}")).At("items")!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ToList();
        await PlacedAndQueuedAsync();

        await PurgeAsync();

        (await ada.GetAsync($"/v1/events?org={org}&after={old}")).ShouldBe(HttpStatusCode.Gone, "event.cursor_gone");
        kept.Remove($"{old}").ShouldBeTrue();
        (await ada.GetAsync($"/v1/events?org={org}")).At("items")!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ShouldBe(kept);
    }

    [Fact]
    public async Task What_a_webhook_waits_for_stays_and_what_it_is_done_with_goes_with_its_attempts()
    {
        var (ada, org) = await NewOrgAsync();
        var (waiting, done) = (await AddOldAsync(org), await AddOldAsync(org));
        await PlacedAndQueuedAsync();
        var webhook = await NewWebhookAsync(ada, org);
        var pending = await AddDeliveryAsync(webhook, waiting, finishedAt: null);
        var finished = await AddDeliveryAsync(webhook, done, Old);
        var sentAgain = await AddDeliveryAsync(webhook, EventId.From(Guid.CreateVersion7(Old)), TimeProvider.System.GetUtcNow());

        await PurgeAsync();

        (await ExistsAsync(waiting)).ShouldBeTrue();
        (await ExistsAsync(done)).ShouldBeFalse();
        await using var scope = server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        var left = await context.WebhookDeliveries.Where(delivery => delivery.WebhookId == webhook).Select(delivery => delivery.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
        left.ShouldBe([pending, sentAgain], ignoreOrder: true);
        (await context.WebhookAttempts.AnyAsync(attempt => attempt.DeliveryId == finished, TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_not_put_in_line_for_webhooks_stays()
    {
        var (_, org) = await NewOrgAsync();
        await PlacedAndQueuedAsync();
        await using var scope = server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();

        // A place that the fan-out will not have come to.
        var behind = NewOld(
            await context.OutboxEvents.AsNoTracking().FirstAsync(found => found.OrgId == OrgId.Parse(org, null), TestContext.Current.CancellationToken),
            place: long.MaxValue / 2);
        await using var transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        context.AddRange(behind);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        var purge = scope.ServiceProvider.GetRequiredService<IEventPurge>();
        await purge.RemoveEventsAsync(TimeProvider.System.GetUtcNow().AddDays(-90), 1000, TestContext.Current.CancellationToken);

        (await context.OutboxEvents.AnyAsync(found => found.Id == behind.Id, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task No_place_is_given_twice_although_the_last_events_are_gone()
    {
        var (ada, org) = await NewOrgAsync();
        await PlacedAndQueuedAsync();
        await using var scope = server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        var last = (await context.OutboxEvents.MaxAsync(found => found.Place, TestContext.Current.CancellationToken))!.Value;
        await context.OutboxEvents.Where(found => found.Place > last - 2).ExecuteDeleteAsync(TestContext.Current.CancellationToken);

        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Next" })).ShouldBe(HttpStatusCode.OK);
        await PlacedAndQueuedAsync();

        (await context.OutboxEvents.MaxAsync(found => found.Place, TestContext.Current.CancellationToken))!.Value.ShouldBeGreaterThan(last);
    }

    private static OutboxEvent NewOld(OutboxEvent like, long? place = null) => new()
    {
        Id = EventId.From(Guid.CreateVersion7(Old)),
        OrgId = like.OrgId,
        Type = like.Type,
        Version = like.Version,
        Subject = like.Subject,
        Actor = like.Actor,
        Data = like.Data,
        At = Old,
        Place = place,
    };

    private async Task<EventId> AddOldAsync(string org)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        var old = NewOld(await context.OutboxEvents.AsNoTracking().FirstAsync(
            found => found.OrgId == OrgId.Parse(org, null) && found.Type == EventTypes.OrgCreated, TestContext.Current.CancellationToken));
        context.Add(old);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return old.Id;
    }

    private static async Task<WebhookId> NewWebhookAsync(Caller caller, string org)
    {
        // What the test puts in line is due tomorrow: nobody sends it.
        var webhook = await caller.PostAsync($"/v1/orgs/{org}/webhooks", new { url = "http://127.0.0.1:9/", events = new[] { "key.*" } });
        webhook.ShouldBe(HttpStatusCode.Created);
        return WebhookId.Parse(webhook.Text("id"), null);
    }

    private async Task<DeliveryId> AddDeliveryAsync(WebhookId webhook, EventId told, DateTimeOffset? finishedAt)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        var delivery = new WebhookDelivery
        {
            Id = TypeId.New<DeliveryId>(Old),
            WebhookId = webhook,
            EventId = told,
            Type = EventTypes.OrgDeleted,
            CreatedAt = Old,
            NextAttemptAt = finishedAt is null ? TimeProvider.System.GetUtcNow().AddDays(1) : null,
            FinishedAt = finishedAt,
            Status = finishedAt is null ? DeliveryStatus.Pending : DeliveryStatus.Delivered,
        };
        context.Add(delivery);
        context.Add(new WebhookAttemptRecord
        {
            DeliveryId = delivery.Id,
            Number = 1,
            At = Old,
            Duration = 1,
            Status = 200,
            Error = null,
            RequestHeaders = "{}",
            ResponseBody = null,
        });
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return delivery.Id;
    }

    private async Task<bool> ExistsAsync(EventId id)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CatalystDbContext>().OutboxEvents
            .AnyAsync(found => found.Id == id, TestContext.Current.CancellationToken);
    }

    private async Task PurgeAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PurgeEvents>().RunAsync(TestContext.Current.CancellationToken);
    }

    private Task PlacedAndQueuedAsync() => Eventually.BeAsync(
        async () =>
        {
            await using var scope = server.Services.CreateAsyncScope();
            return !await scope.ServiceProvider.GetRequiredService<IEventStore>().HasUnplacedAsync(TestContext.Current.CancellationToken)
                && !await scope.ServiceProvider.GetRequiredService<IFanOutStore>().HasMoreAsync(TestContext.Current.CancellationToken);
        },
        TimeSpan.FromSeconds(20));

    private async Task<(Caller Ada, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }
}
