using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Webhooks;

internal sealed class DeliveryStore(CatalystDbContext context) : IDeliveryStore
{
    public Task<Result<Page<WebhookDelivery>>> ListAsync(
        WebhookId webhook, DeliveryQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        var deliveries = context.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.WebhookId == webhook);
        if (query.Status is { } status)
        {
            deliveries = deliveries.Where(delivery => delivery.Status == status);
        }

        if (query.EventId is { } eventId)
        {
            deliveries = deliveries.Where(delivery => delivery.EventId == eventId);
        }

        return deliveries.OrderByDescending(delivery => delivery.Id).PageAsync<WebhookDelivery, DeliveryId>(
            page, delivery => delivery.Id, (items, last) => items.Where(delivery => delivery.Id.CompareTo(last) < 0), cancellationToken);
    }

    public Task<WebhookDelivery?> FindAsync(WebhookId webhook, DeliveryId id, CancellationToken cancellationToken) =>
        context.WebhookDeliveries.FirstOrDefaultAsync(delivery => delivery.Id == id && delivery.WebhookId == webhook, cancellationToken);

    public Task<WebhookDelivery?> FindAsync(WebhookId webhook, EventId eventId, CancellationToken cancellationToken) =>
        context.WebhookDeliveries.FirstOrDefaultAsync(delivery => delivery.EventId == eventId && delivery.WebhookId == webhook, cancellationToken);

    public async Task<IReadOnlyList<WebhookAttemptRecord>> ListAttemptsAsync(DeliveryId id, int most, CancellationToken cancellationToken)
    {
        var attempts = await context.WebhookAttempts.AsNoTracking()
            .Where(attempt => attempt.DeliveryId == id)
            .OrderByDescending(attempt => attempt.Id)
            .Take(most)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        attempts.Reverse();
        return attempts;
    }

    public Task<OutboxEvent?> FindEventAsync(EventId id, CancellationToken cancellationToken) =>
        context.OutboxEvents.AsNoTracking().FirstOrDefaultAsync(found => found.Id == id, cancellationToken);

    public async Task<IReadOnlyList<OutboxEvent>> ListEventsAsync(EventWindow window, CancellationToken cancellationToken)
    {
        var from = FirstIds.At<EventId>(window.From);
        var to = FirstIds.At<EventId>(window.To);
        var events = context.OutboxEvents.AsNoTracking().Where(found => found.Id.CompareTo(from) >= 0 && found.Id.CompareTo(to) < 0);
        if (window.After is { } after)
        {
            events = events.Where(found => found.Id.CompareTo(after) > 0);
        }

        if (window.Orgs.Count > 0)
        {
            var orgs = window.Orgs.Select(org => (OrgId?)org).ToList();
            events = events.Where(found => orgs.Contains(found.OrgId));
        }

        if (window.Types.Count > 0)
        {
            events = events.Where(found => window.Types.Contains(found.Type));
        }

        return await events.OrderBy(found => found.Id).Take(window.Most).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> QueueAsync(
        WebhookId webhook, IReadOnlyList<OutboxEvent> events, bool missedOnly, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = events.Select(found => found.Id).ToList();
        var known = await context.WebhookDeliveries
            .Where(delivery => delivery.WebhookId == webhook && ids.Contains(delivery.EventId))
            .ToDictionaryAsync(delivery => delivery.EventId, cancellationToken).ConfigureAwait(false);
        var queued = 0;
        foreach (var found in events)
        {
            if (!known.TryGetValue(found.Id, out var delivery))
            {
                context.Add(WebhookDelivery.Of(webhook, found, now));
                queued++;
            }
            else if (!missedOnly || delivery.Status == DeliveryStatus.Dead)
            {
                delivery.Queue(now);
                queued++;
            }
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return queued;
    }
}
