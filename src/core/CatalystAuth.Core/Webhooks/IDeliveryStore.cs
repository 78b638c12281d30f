using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>The deliveries and their log.</summary>
public interface IDeliveryStore
{
    /// <summary>A page of a webhook's, newest first.</summary>
    Task<Result<Page<WebhookDelivery>>> ListAsync(WebhookId webhook, DeliveryQuery query, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One of a webhook's.</summary>
    Task<WebhookDelivery?> FindAsync(WebhookId webhook, DeliveryId id, CancellationToken cancellationToken);

    /// <summary>That of an event to a webhook.</summary>
    Task<WebhookDelivery?> FindAsync(WebhookId webhook, EventId eventId, CancellationToken cancellationToken);

    /// <summary>The last attempts of one, oldest first.</summary>
    Task<IReadOnlyList<WebhookAttemptRecord>> ListAttemptsAsync(DeliveryId id, int most, CancellationToken cancellationToken);

    /// <summary>An event; null when it is no longer kept.</summary>
    Task<OutboxEvent?> FindEventAsync(EventId id, CancellationToken cancellationToken);

    /// <summary>Events of a time, in order.</summary>
    Task<IReadOnlyList<OutboxEvent>> ListEventsAsync(EventWindow window, CancellationToken cancellationToken);

    /// <summary>
    /// Puts events in line for a webhook in the current transaction: new ones are added, known ones begin anew. With
    /// <paramref name="missedOnly"/> only dead letters do, and what waits or got through stays. Says how many.
    /// </summary>
    Task<int> QueueAsync(
        WebhookId webhook, IReadOnlyList<OutboxEvent> events, bool missedOnly, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Some events.</summary>
/// <param name="Orgs">Of these organisations; empty for all, with those that concern none.</param>
/// <param name="Types">Of these types; empty for all.</param>
/// <param name="From">Not before this.</param>
/// <param name="To">Before this.</param>
/// <param name="After">Behind this one.</param>
/// <param name="Most">How many.</param>
public sealed record EventWindow(
    IReadOnlyList<OrgId> Orgs, IReadOnlyList<string> Types, DateTimeOffset From, DateTimeOffset To, EventId? After, int Most);
