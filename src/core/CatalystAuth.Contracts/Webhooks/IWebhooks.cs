using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>
/// Where events are sent to: of an organisation, or, where it is null, of the whole installation, for platform admins. Delivery is at
/// least once; <see cref="Events.IEvents"/> is the way for who wants to ask instead.
/// </summary>
public interface IWebhooks
{
    /// <summary>Creates one; only this answer carries its secret. <c>POST /v1/orgs/{org}/webhooks</c> or <c>POST /v1/webhooks</c></summary>
    Task<Result<WebhookSecret>> CreateAsync(OrgRef? org, CreateWebhookRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists them, oldest first. <c>GET /v1/orgs/{org}/webhooks</c> or <c>GET /v1/webhooks</c></summary>
    Task<Result<Page<Webhook>>> ListAsync(OrgRef? org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one. <c>GET /v1/webhooks/{id}</c></summary>
    Task<Result<Webhook>> GetAsync(WebhookId webhook, CancellationToken cancellationToken = default);

    /// <summary>Changes one. <c>PATCH /v1/webhooks/{id}</c></summary>
    /// <param name="webhook">Which.</param>
    /// <param name="request">What changes.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<Webhook>> UpdateAsync(
        WebhookId webhook, UpdateWebhookRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one with its log; what waits for it is not sent. <c>DELETE /v1/webhooks/{id}</c></summary>
    Task<Result> DeleteAsync(WebhookId webhook, CancellationToken cancellationToken = default);

    /// <summary>Makes a new secret; the old one signs as well for a while. <c>POST /v1/webhooks/{id}/secret/rotate</c></summary>
    Task<Result<WebhookSecret>> RotateSecretAsync(
        WebhookId webhook, RotateWebhookSecretRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends a <c>webhook.test</c> now and tells how it went. <c>POST /v1/webhooks/{id}/test</c></summary>
    Task<Result<DeliveryAttempt>> TestAsync(WebhookId webhook, CancellationToken cancellationToken = default);

    /// <summary>Sends an event to one, now and whether or not it was sent before. <c>POST /v1/webhooks/{id}/deliver</c></summary>
    Task<Result<Delivery>> DeliverAsync(WebhookId webhook, DeliverEventRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a further attempt now, also of a dead letter. <c>POST /v1/webhooks/{id}/deliveries/{delivery}/retry</c></summary>
    Task<Result<Delivery>> RetryAsync(WebhookId webhook, DeliveryId delivery, CancellationToken cancellationToken = default);
}
