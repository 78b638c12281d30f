using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Client.Webhooks;

/// <summary>Deliveries over HTTP.</summary>
internal sealed class WebhookDeliveriesClient(AuthorizedTransport calls) : IWebhookDeliveries
{
    public Task<Result<Page<Delivery>>> ListAsync(
        WebhookId webhook, DeliveryQuery? query = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Delivery>>(
            ApiCall.Get(Route.WithPage(
                Route.WithQuery(
                    Route.Of($"/v1/webhooks/{webhook}/deliveries"),
                    ("status", query?.Status?.ToString().ToLowerInvariant()), ("event", query?.EventId?.ToString())),
                page)),
            cancellationToken);

    public Task<Result<DeliveryLog>> GetAsync(WebhookId webhook, DeliveryId delivery, CancellationToken cancellationToken = default) =>
        calls.CallAsync<DeliveryLog>(ApiCall.Get(Route.Of($"/v1/webhooks/{webhook}/deliveries/{delivery}")), cancellationToken);

    public Task<Result<ReplayResult>> ReplayAsync(WebhookId webhook, ReplayRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ReplayResult>(ApiCall.Post(Route.Of($"/v1/webhooks/{webhook}/replay"), request), cancellationToken);

    public Task<Result<ReplayResult>> RecoverAsync(WebhookId webhook, RecoverRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ReplayResult>(ApiCall.Post(Route.Of($"/v1/webhooks/{webhook}/recover"), request), cancellationToken);
}
