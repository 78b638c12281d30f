using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>What waits to be sent, shared by all nodes.</summary>
public interface IDeliveryQueue
{
    /// <summary>
    /// Takes the lease of lanes that are due and that nobody has, those first that are due longest. What another node is just taking
    /// is passed over.
    /// </summary>
    Task<IReadOnlyList<WebhookId>> LeaseAsync(
        string owner, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken);

    /// <summary>Renews a lease and holds the lane until the transaction ends; false when the lease is lost.</summary>
    Task<bool> RenewAsync(WebhookId webhook, string owner, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a lane back in the current transaction, which has renewed it: due when its next delivery is, but not before a time; not at
    /// all when it is not sent to.
    /// </summary>
    Task ReleaseAsync(WebhookId webhook, DateTimeOffset? notBefore, CancellationToken cancellationToken);

    /// <summary>Makes lanes due, in the current transaction.</summary>
    Task WakeAsync(IReadOnlyCollection<WebhookId> webhooks, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deliveries of a webhook that are due, those first that are due longest, with their events where those are still kept.</summary>
    Task<IReadOnlyList<(WebhookDelivery Delivery, OutboxEvent? Event)>> ListDueAsync(
        WebhookId webhook, DateTimeOffset now, IReadOnlyCollection<DeliveryId> except, int most, CancellationToken cancellationToken);

    /// <summary>Deliveries to be changed.</summary>
    Task<IReadOnlyList<WebhookDelivery>> FindAsync(IReadOnlyCollection<DeliveryId> ids, CancellationToken cancellationToken);

    /// <summary>Adds an attempt to the current transaction.</summary>
    void Add(WebhookAttemptRecord attempt);
}
