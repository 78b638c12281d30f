using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Webhooks;

/// <summary>
/// Puts new events in line for the webhooks that are to be sent them: each once, in the order of their places, whichever node does it.
/// </summary>
public sealed class FanOutEvents(
    IEventStore events, PlaceEvents placing, IFanOutStore store, IWebhookStore webhooks, IDeliveryQueue queue, DecisionLoops loops,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>Does some; says whether there are more.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await placing.RunAsync(cancellationToken).ConfigureAwait(false);
        if (!await store.HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var done = await unitOfWork.RunAsync<bool>(async ct => await QueueAsync(ct).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return done.TryGet(out var more, out var error) ? more : throw new InfraException($"Events can't be put in line: {error.Code}.");
    }

    private async Task<bool> QueueAsync(CancellationToken cancellationToken)
    {
        var last = await store.LockAsync(cancellationToken).ConfigureAwait(false);
        var found = await events.ListAsync(org: null, last, long.MaxValue, [], Batch, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return false;
        }

        var orgs = found.Select(item => item.OrgId).OfType<OrgId>().ToHashSet();
        var endpoints = await webhooks.ListActiveAsync(orgs, cancellationToken).ConfigureAwait(false);
        if (endpoints.Count > 0)
        {
            await QueueAsync(found, endpoints, cancellationToken).ConfigureAwait(false);
        }

        await store.MoveAsync(found[^1].Place!.Value, cancellationToken).ConfigureAwait(false);
        return found.Count == Batch;
    }

    private async Task QueueAsync(
        IReadOnlyList<OutboxEvent> found, IReadOnlyList<WebhookEndpoint> endpoints, CancellationToken cancellationToken)
    {
        // Who replays may have been here first.
        var known = await store.ListQueuedAsync([.. found.Select(item => item.Id)], cancellationToken).ConfigureAwait(false);
        var hosts = await loops.ReadAsync(found, cancellationToken).ConfigureAwait(false);
        var now = time.Now();
        var byOrg = endpoints.ToLookup(endpoint => endpoint.OrgId);
        var deliveries = (
            from item in found
            from endpoint in item.OrgId is null ? byOrg[null] : byOrg[item.OrgId].Concat(byOrg[null])
            where WebhookFilter.Matches(endpoint, item) && !hosts.WouldLoop(endpoint, item) && !known.Contains((endpoint.Id, item.Id))
            select WebhookDelivery.Of(endpoint.Id, item, now)).ToList();
        store.Add(deliveries);
        await queue.WakeAsync([.. deliveries.Select(delivery => delivery.WebhookId).Distinct()], now, cancellationToken).ConfigureAwait(false);
    }
}
