using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Client.Webhooks;

/// <summary>Webhooks over HTTP.</summary>
internal sealed class WebhooksClient(AuthorizedTransport calls) : IWebhooks
{
    public Task<Result<WebhookSecret>> CreateAsync(OrgRef? org, CreateWebhookRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<WebhookSecret>(ApiCall.Post(Of(org), request), cancellationToken);

    public Task<Result<Page<Webhook>>> ListAsync(OrgRef? org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Webhook>>(ApiCall.Get(Route.WithPage(Of(org), page)), cancellationToken);

    public Task<Result<Webhook>> GetAsync(WebhookId webhook, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Webhook>(ApiCall.Get(Route.Of($"/v1/webhooks/{webhook}")), cancellationToken);

    public Task<Result<Webhook>> UpdateAsync(
        WebhookId webhook, UpdateWebhookRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Webhook>(ApiCall.Patch(Route.Of($"/v1/webhooks/{webhook}"), request, ifVersion), cancellationToken);

    public Task<Result> DeleteAsync(WebhookId webhook, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/webhooks/{webhook}")), cancellationToken);

    public Task<Result<WebhookSecret>> RotateSecretAsync(
        WebhookId webhook, RotateWebhookSecretRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<WebhookSecret>(ApiCall.Post(Route.Of($"/v1/webhooks/{webhook}/secret/rotate"), request), cancellationToken);

    public Task<Result<DeliveryAttempt>> TestAsync(WebhookId webhook, CancellationToken cancellationToken = default) =>
        calls.CallAsync<DeliveryAttempt>(ApiCall.Post(Route.Of($"/v1/webhooks/{webhook}/test")), cancellationToken);

    public Task<Result<Delivery>> DeliverAsync(WebhookId webhook, DeliverEventRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Delivery>(ApiCall.Post(Route.Of($"/v1/webhooks/{webhook}/deliver"), request), cancellationToken);

    public Task<Result<Delivery>> RetryAsync(WebhookId webhook, DeliveryId delivery, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Delivery>(ApiCall.Post(Route.Of($"/v1/webhooks/{webhook}/deliveries/{delivery}/retry")), cancellationToken);

    private static string Of(OrgRef? org) => org is { } one ? Route.Of($"/v1/orgs/{one}/webhooks") : "/v1/webhooks";
}
