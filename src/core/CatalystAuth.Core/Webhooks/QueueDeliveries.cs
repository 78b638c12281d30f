using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Puts events in line by hand: one, one again, or those of a time.</summary>
internal sealed class QueueDeliveries(
    WebhookAccess access, IDeliveryStore deliveries, IDeliveryQueue queue, DecisionLoops loops, WebhookJournal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    private const int Batch = 500;

    public static readonly Error DeliveryNotFound = new(
        WebhookErrorCodes.DeliveryNotFound, "There is no such delivery of this webhook.", ErrorKind.NotFound);

    private static readonly Error EventNotFound = new(
        WebhookErrorCodes.EventNotFound, "There is no such event that this webhook may be sent, or it is no longer kept.", ErrorKind.NotFound);

    public Task<Result<Delivery>> DeliverAsync(WebhookId id, EventId eventId, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Delivery>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var endpoint, out var refusal))
                {
                    return refusal;
                }

                return await deliveries.FindEventAsync(eventId, ct).ConfigureAwait(false) is { } wanted && WebhookFilter.MaySee(endpoint, wanted)
                    ? await QueueAsync(endpoint, wanted, ct).ConfigureAwait(false)
                    : EventNotFound;
            },
            cancellationToken);

    public Task<Result<Delivery>> RetryAsync(WebhookId id, DeliveryId delivery, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Delivery>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var endpoint, out var refusal))
                {
                    return refusal;
                }

                if (await deliveries.FindAsync(id, delivery, ct).ConfigureAwait(false) is not { } known)
                {
                    return DeliveryNotFound;
                }

                return await deliveries.FindEventAsync(known.EventId, ct).ConfigureAwait(false) is { } wanted
                    ? await QueueAsync(endpoint, wanted, ct).ConfigureAwait(false)
                    : EventNotFound;
            },
            cancellationToken);

    public Task<Result<ReplayResult>> ReplayAsync(WebhookId id, ReplayRequest request, CancellationToken cancellationToken) =>
        QueueWindowAsync(id, request.From, request.To, request.Events, missedOnly: false, cancellationToken);

    public Task<Result<ReplayResult>> RecoverAsync(WebhookId id, RecoverRequest request, CancellationToken cancellationToken) =>
        QueueWindowAsync(id, request.Since, to: null, events: null, missedOnly: true, cancellationToken);

    private async Task<Delivery> QueueAsync(WebhookEndpoint endpoint, OutboxEvent wanted, CancellationToken cancellationToken)
    {
        var now = time.Now();

        // First: it holds the lane, so that nobody records an attempt at the same time.
        await queue.WakeAsync([endpoint.Id], now, cancellationToken).ConfigureAwait(false);
        await deliveries.QueueAsync(endpoint.Id, [wanted], missedOnly: false, now, cancellationToken).ConfigureAwait(false);
        journal.Replayed(endpoint, wanted.Id);
        return (await deliveries.FindAsync(endpoint.Id, wanted.Id, cancellationToken).ConfigureAwait(false))!.ToContract();
    }

    private Task<Result<ReplayResult>> QueueWindowAsync(
        WebhookId id, DateTimeOffset from, DateTimeOffset? to, IReadOnlyList<string>? events, bool missedOnly, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<ReplayResult>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var endpoint, out var refusal) || !EventFilter.Read(events, "events").TryGet(out var types, out refusal))
                {
                    return refusal;
                }

                var now = time.Now();
                var end = to is { } given && given < now ? given : now;
                if (from >= end)
                {
                    return Error.Field(RequestErrorCodes.Invalid, missedOnly ? "since" : "from", "The time begins before it ends, and in the past.");
                }

                await queue.WakeAsync([id], now, ct).ConfigureAwait(false);
                var result = await QueueAsync(endpoint, types, from, end, missedOnly, now, ct).ConfigureAwait(false);
                journal.Replayed(endpoint, result.Queued, from, end);
                return result;
            },
            cancellationToken);

    private async Task<ReplayResult> QueueAsync(
        WebhookEndpoint endpoint, IReadOnlyList<string> types, DateTimeOffset from, DateTimeOffset to, bool missedOnly, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var orgs = endpoint.OrgId is { } org ? [org] : endpoint.Orgs.Select(text => OrgId.Parse(text, provider: null)).ToList();
        var queued = 0;
        OutboxEvent? last = null;
        while (queued < ReplayResult.MaxQueued)
        {
            var page = await deliveries.ListEventsAsync(new(orgs, types, from, to, last?.Id, Batch), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                return new(queued, More: false, last?.At);
            }

            last = page[^1];
            var hosts = await loops.ReadAsync(page, cancellationToken).ConfigureAwait(false);
            var wanted = page.Where(item => WebhookFilter.Matches(endpoint, item) && !hosts.WouldLoop(endpoint, item)).ToList();
            queued += await deliveries.QueueAsync(endpoint.Id, wanted, missedOnly, now, cancellationToken).ConfigureAwait(false);
        }

        return new(queued, More: true, last?.At);
    }
}
