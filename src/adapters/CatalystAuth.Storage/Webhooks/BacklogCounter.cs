using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Webhooks;

internal sealed class BacklogCounter(CatalystDbContext context) : IBacklog
{
    public async Task<Backlog> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outbox = await context.OutboxEvents
            .Where(found => found.Place == null || found.Place > context.WebhookFanOut.Select(row => row.Last).First())
            .Take(Backlog.MostCounted)
            .CountAsync(cancellationToken).ConfigureAwait(false);

        // By the lanes that are due, which are few when all is well.
        var due = context.WebhookDeliveries.Where(delivery => delivery.Status == DeliveryStatus.Pending && delivery.NextAttemptAt <= now
            && context.WebhookLanes.Any(lane => lane.WebhookId == delivery.WebhookId && lane.DueAt <= now));
        var count = await due.Take(Backlog.MostCounted).CountAsync(cancellationToken).ConfigureAwait(false);
        var oldest = await context.WebhookLanes.MinAsync(lane => lane.DueAt, cancellationToken).ConfigureAwait(false);
        return new(outbox, count, oldest < now ? now - oldest.Value : TimeSpan.Zero);
    }
}
