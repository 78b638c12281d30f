using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Webhooks;

internal sealed class DeliveryQueue(CatalystDbContext context) : IDeliveryQueue
{
    public async Task<IReadOnlyList<WebhookId>> LeaseAsync(
        string owner, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        var ids = await Free(now, most).Select(lane => lane.WebhookId).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (ids.Count > 0)
        {
            await context.WebhookLanes.Where(lane => ids.Contains(lane.WebhookId)).ExecuteUpdateAsync(
                update => update.SetProperty(lane => lane.LeaseOwner, owner).SetProperty(lane => lane.LeaseUntil, until), cancellationToken)
                .ConfigureAwait(false);
        }

        return ids;
    }

    public async Task<bool> RenewAsync(WebhookId webhook, string owner, DateTimeOffset until, CancellationToken cancellationToken) =>
        await context.WebhookLanes.Where(lane => lane.WebhookId == webhook && lane.LeaseOwner == owner)
            .ExecuteUpdateAsync(update => update.SetProperty(lane => lane.LeaseUntil, until), cancellationToken).ConfigureAwait(false) == 1;

    public async Task ReleaseAsync(WebhookId webhook, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        // A statement of its own, behind the lock: it sees what came in line until then, and what comes later finds the lane free.
        var due = await context.WebhookDeliveries
            .Where(delivery => delivery.WebhookId == webhook && delivery.Status == DeliveryStatus.Pending
                && context.Webhooks.Any(endpoint => endpoint.Id == webhook && endpoint.Status == WebhookStatus.Active))
            .MinAsync(delivery => delivery.NextAttemptAt, cancellationToken).ConfigureAwait(false);
        await context.WebhookLanes.Where(lane => lane.WebhookId == webhook).ExecuteUpdateAsync(
            update => update
                .SetProperty(lane => lane.DueAt, due)
                .SetProperty(lane => lane.PausedUntil, notBefore)
                .SetProperty(lane => lane.LeaseOwner, (string?)null)
                .SetProperty(lane => lane.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken).ConfigureAwait(false);
    }

    // Also where it changes nothing: it has to wait for who gives the lane back, and they for this.
    public Task WakeAsync(IReadOnlyCollection<WebhookId> webhooks, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.WebhookLanes.Where(lane => webhooks.Contains(lane.WebhookId)).ExecuteUpdateAsync(
            update => update.SetProperty(lane => lane.DueAt, lane => lane.DueAt < now ? lane.DueAt : now), cancellationToken);

    public async Task<IReadOnlyList<(WebhookDelivery Delivery, OutboxEvent? Event)>> ListDueAsync(
        WebhookId webhook, DateTimeOffset now, IReadOnlyCollection<DeliveryId> except, int most, CancellationToken cancellationToken)
    {
        var due = await context.WebhookDeliveries.AsNoTracking()
            .Where(delivery => delivery.WebhookId == webhook && delivery.Status == DeliveryStatus.Pending && delivery.NextAttemptAt <= now
                && !except.Contains(delivery.Id))
            .OrderBy(delivery => delivery.NextAttemptAt).ThenBy(delivery => delivery.Id)
            .Take(most)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (due.Count == 0)
        {
            return [];
        }

        var ids = due.Select(delivery => delivery.EventId).ToList();
        var events = await context.OutboxEvents.AsNoTracking().Where(found => ids.Contains(found.Id))
            .ToDictionaryAsync(found => found.Id, cancellationToken).ConfigureAwait(false);
        return [.. due.Select(delivery => (delivery, events.GetValueOrDefault(delivery.EventId)))];
    }

    public async Task<IReadOnlyList<WebhookDelivery>> FindAsync(IReadOnlyCollection<DeliveryId> ids, CancellationToken cancellationToken) =>
        await context.WebhookDeliveries.Where(delivery => ids.Contains(delivery.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);

    public void Add(WebhookAttemptRecord attempt) => context.Add(attempt);

    // On SQLite units of work stand in line anyway.
    private IQueryable<WebhookLane> Free(DateTimeOffset now, int most) => context is PostgresCatalystDbContext
        ? context.WebhookLanes.FromSql(
            $"""
            SELECT * FROM webhook_lanes
            WHERE due_at <= {now} AND (paused_until IS NULL OR paused_until <= {now}) AND (lease_until IS NULL OR lease_until <= {now})
            ORDER BY due_at LIMIT {most} FOR UPDATE SKIP LOCKED
            """)
        : context.WebhookLanes
            .Where(lane => lane.DueAt <= now && (lane.PausedUntil == null || lane.PausedUntil <= now)
                && (lane.LeaseUntil == null || lane.LeaseUntil <= now))
            .OrderBy(lane => lane.DueAt)
            .Take(most);
}
