using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>What was sent to webhooks, and what has to be sent again.</summary>
public interface IWebhookDeliveries
{
    /// <summary>A webhook's deliveries, newest first. <c>GET /v1/webhooks/{id}/deliveries?status=&amp;event=</c></summary>
    Task<Result<Page<Delivery>>> ListAsync(
        WebhookId webhook, DeliveryQuery? query = null, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>One with its attempts. <c>GET /v1/webhooks/{id}/deliveries/{delivery}</c></summary>
    Task<Result<DeliveryLog>> GetAsync(WebhookId webhook, DeliveryId delivery, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends every event of a time once more, also those that got through: for a receiver that lost them.
    /// <c>POST /v1/webhooks/{id}/replay</c>
    /// </summary>
    Task<Result<ReplayResult>> ReplayAsync(WebhookId webhook, ReplayRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends the events since a time that did not get through: dead letters, and what happened while the webhook was disabled.
    /// <c>POST /v1/webhooks/{id}/recover</c>
    /// </summary>
    Task<Result<ReplayResult>> RecoverAsync(WebhookId webhook, RecoverRequest request, CancellationToken cancellationToken = default);
}
