using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Webhooks;

internal sealed class FanOutStore(CatalystDbContext context) : IFanOutStore
{
    public Task<bool> HasMoreAsync(CancellationToken cancellationToken) =>
        context.OutboxEvents.AnyAsync(found => found.Place > context.WebhookFanOut.Select(row => row.Last).First(), cancellationToken);

    public async Task<long> LockAsync(CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"UPDATE webhook_fan_out SET last = last", cancellationToken).ConfigureAwait(false);
        return await context.WebhookFanOut.Select(row => row.Last).SingleAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task MoveAsync(long place, CancellationToken cancellationToken) =>
        context.WebhookFanOut.ExecuteUpdateAsync(update => update.SetProperty(row => row.Last, place), cancellationToken);

    public async Task<IReadOnlySet<(WebhookId Webhook, EventId Event)>> ListQueuedAsync(
        IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        var known = await context.WebhookDeliveries.Where(delivery => events.Contains(delivery.EventId))
            .Select(delivery => new { delivery.WebhookId, delivery.EventId })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return known.Select(delivery => (delivery.WebhookId, delivery.EventId)).ToHashSet();
    }

    public void Add(IEnumerable<WebhookDelivery> deliveries) => context.AddRange(deliveries);
}
