using CatalystAuth.Contracts.Events;
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

/// <summary>How much there is to do.</summary>
public interface IBacklog
{
    /// <summary>Counts it, as far as that is quick.</summary>
    Task<Backlog> CountAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>How much there is to do.</summary>
/// <param name="Outbox">Events that are not in line for webhooks yet.</param>
/// <param name="Due">Deliveries that are due, at most <see cref="MostCounted"/>.</param>
/// <param name="Oldest">For how long the oldest of them has been.</param>
public sealed record Backlog(int Outbox, int Due, TimeSpan Oldest)
{
    /// <summary>Counting goes no further.</summary>
    public const int MostCounted = 10_000;
}

/// <summary>How far events were put in line for webhooks.</summary>
public interface IFanOutStore
{
    /// <summary>Whether there are events that were not.</summary>
    Task<bool> HasMoreAsync(CancellationToken cancellationToken);

    /// <summary>The place of the last event that was; held until the transaction ends.</summary>
    Task<long> LockAsync(CancellationToken cancellationToken);

    /// <summary>Goes on to a place.</summary>
    Task MoveAsync(long place, CancellationToken cancellationToken);

    /// <summary>Which of these events are in line for which webhooks already.</summary>
    Task<IReadOnlySet<(WebhookId Webhook, EventId Event)>> ListQueuedAsync(
        IReadOnlyCollection<EventId> events, CancellationToken cancellationToken);

    /// <summary>Adds deliveries to the current transaction.</summary>
    void Add(IEnumerable<WebhookDelivery> deliveries);
}
