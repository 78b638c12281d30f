using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Webhooks;

/// <summary>The webhooks' use cases behind their contract.</summary>
internal sealed class Webhooks(
    WebhookAccess access, IWebhookStore store, CreateWebhook create, UpdateWebhook update, ChangeWebhooks change, TestWebhook test,
    QueueDeliveries queue) : IWebhooks
{
    public Task<Result<WebhookSecret>> CreateAsync(OrgRef? org, CreateWebhookRequest request, CancellationToken cancellationToken = default) =>
        create.RunAsync(org, request, cancellationToken);

    public async Task<Result<Page<Webhook>>> ListAsync(OrgRef? org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var entered = await access.EnterToReadAsync(org, cancellationToken).ConfigureAwait(false);
        if (!entered.TryGet(out var owner, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var endpoints = await store.ListAsync(owner.Org, request, cancellationToken).ConfigureAwait(false);
        return endpoints.Map(found => new Page<Webhook>([.. found.Items.Select(endpoint => endpoint.ToContract())], found.NextCursor));
    }

    public async Task<Result<Webhook>> GetAsync(WebhookId webhook, CancellationToken cancellationToken = default)
    {
        var found = await access.ToReadAsync(webhook, cancellationToken).ConfigureAwait(false);
        return found.Map(endpoint => endpoint.ToContract());
    }

    public Task<Result<Webhook>> UpdateAsync(
        WebhookId webhook, UpdateWebhookRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        update.RunAsync(webhook, request, ifVersion, cancellationToken);

    public Task<Result> DeleteAsync(WebhookId webhook, CancellationToken cancellationToken = default) =>
        change.DeleteAsync(webhook, cancellationToken);

    public Task<Result<WebhookSecret>> RotateSecretAsync(
        WebhookId webhook, RotateWebhookSecretRequest request, CancellationToken cancellationToken = default) =>
        change.RotateSecretAsync(webhook, request, cancellationToken);

    public Task<Result<DeliveryAttempt>> TestAsync(WebhookId webhook, CancellationToken cancellationToken = default) =>
        test.RunAsync(webhook, cancellationToken);

    public Task<Result<Delivery>> DeliverAsync(WebhookId webhook, DeliverEventRequest request, CancellationToken cancellationToken = default) =>
        queue.DeliverAsync(webhook, request.EventId, cancellationToken);

    public Task<Result<Delivery>> RetryAsync(WebhookId webhook, DeliveryId delivery, CancellationToken cancellationToken = default) =>
        queue.RetryAsync(webhook, delivery, cancellationToken);
}
