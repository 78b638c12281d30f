using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Events;

internal sealed class EventPurge(CatalystDbContext context) : IEventPurge
{
    public Task<int> RemoveEventsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var first = FirstIds.At<EventId>(before);
        return context.OutboxEvents.Where(found => found.Id.CompareTo(first) < 0).WhereDone(context)
            .OrderBy(found => found.Id).Take(most).ExecuteDeleteAsync(cancellationToken);
    }

    public Task<int> RemoveDeliveriesAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        // The id goes by when it was made; one that was sent again is kept as long as others from then on.
        var first = FirstIds.At<DeliveryId>(before);
        return context.WebhookDeliveries
            .Where(delivery => delivery.Id.CompareTo(first) < 0 && delivery.Status != DeliveryStatus.Pending && delivery.FinishedAt < before)
            .OrderBy(delivery => delivery.Id).Take(most).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>Events that nobody has to be told any more.</summary>
internal static class DoneEvents
{
    /// <summary>Those that have a place, were put in line for webhooks, and wait for none of them.</summary>
    public static IQueryable<OutboxEvent> WhereDone(this IQueryable<OutboxEvent> events, CatalystDbContext context) => events.Where(found =>
        found.Place <= context.WebhookFanOut.Select(row => row.Last).First()
        && !context.WebhookDeliveries.Any(delivery => delivery.EventId == found.Id && delivery.Status == DeliveryStatus.Pending));
}
