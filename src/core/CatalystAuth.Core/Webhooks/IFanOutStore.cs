using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Core.Webhooks;

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
