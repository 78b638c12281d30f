using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Webhooks;

/// <summary>The deliveries' use cases behind their contract.</summary>
internal sealed class WebhookDeliveries(WebhookAccess access, IDeliveryStore store, QueueDeliveries queue) : IWebhookDeliveries
{
    private const int MostAttempts = 50;

    public async Task<Result<Page<Delivery>>> ListAsync(
        WebhookId webhook, DeliveryQuery? query = null, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var found = await access.ToReadAsync(webhook, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out _, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var deliveries = await store.ListAsync(webhook, query ?? new(), request, cancellationToken).ConfigureAwait(false);
        return deliveries.Map(items => new Page<Delivery>([.. items.Items.Select(delivery => delivery.ToContract())], items.NextCursor));
    }

    public async Task<Result<DeliveryLog>> GetAsync(WebhookId webhook, DeliveryId delivery, CancellationToken cancellationToken = default)
    {
        // The body is the event.
        var found = await access.ToReadEventsAsync(webhook, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var endpoint, out var error))
        {
            return error;
        }

        if (await store.FindAsync(webhook, delivery, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return QueueDeliveries.DeliveryNotFound;
        }

        var sent = await store.FindEventAsync(known.EventId, cancellationToken).ConfigureAwait(false);
        var attempts = await store.ListAttemptsAsync(delivery, MostAttempts, cancellationToken).ConfigureAwait(false);
        return new DeliveryLog(
            known.ToContract(), sent is null ? null : Encoding.UTF8.GetString(WebhookMessage.Write(sent, endpoint.Payload).Span),
            [.. attempts.Select(ToContract)]);
    }

    public Task<Result<ReplayResult>> ReplayAsync(WebhookId webhook, ReplayRequest request, CancellationToken cancellationToken = default) =>
        queue.ReplayAsync(webhook, request, cancellationToken);

    public Task<Result<ReplayResult>> RecoverAsync(WebhookId webhook, RecoverRequest request, CancellationToken cancellationToken = default) =>
        queue.RecoverAsync(webhook, request, cancellationToken);

    private static DeliveryAttempt ToContract(WebhookAttemptRecord attempt) => new(
        attempt.Number, attempt.At, attempt.Duration, attempt.Status, attempt.Error,
        JsonSerializer.Deserialize(attempt.RequestHeaders, WebhookSecretsContext.Default.IReadOnlyDictionaryStringString)!, attempt.ResponseBody);
}
