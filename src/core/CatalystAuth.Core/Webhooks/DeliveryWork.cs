using System.Text.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Webhooks;

/// <summary>What a node that has the lease of a webhook does: takes what is due, says how it went, and gives the lease back.</summary>
public sealed class DeliveryWork(
    IWebhookStore webhooks, IDeliveryQueue queue, WebhookSecrets secrets, EndpointHealth health, IBacklog backlog,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Takes the lease of webhooks that something waits for.</summary>
    public async Task<IReadOnlyList<WebhookId>> LeaseAsync(string owner, TimeSpan lease, int most, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var leased = await unitOfWork.RunAsync<IReadOnlyList<WebhookId>>(
            async ct => (await queue.LeaseAsync(owner, now, now + lease, most, ct).ConfigureAwait(false)).ToList(), cancellationToken)
            .ConfigureAwait(false);
        return leased.TryGet(out var ids, out var error) ? ids : throw new InfraException($"Webhooks can't be leased: {error.Code}.");
    }

    /// <summary>What is due of a webhook; null when it is not there or not sent to.</summary>
    public async Task<DueDeliveries?> ReadAsync(
        WebhookId webhook, IReadOnlyCollection<DeliveryId> except, int most, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(webhook, cancellationToken).ConfigureAwait(false) is not { Status: WebhookStatus.Active } endpoint)
        {
            return null;
        }

        var due = await queue.ListDueAsync(webhook, time.Now(), except, most, cancellationToken).ConfigureAwait(false);
        var uri = new Uri(endpoint.Url);
        List<KeyValuePair<string, string>> headers = [.. secrets.OpenHeaders(endpoint)];
        return new(
            endpoint.MaxConcurrent, endpoint.MaxPerSecond,
            [.. due.Select(item => new DueDelivery(
                item.Delivery.Id, item.Delivery.Round,
                item.Event is null ? null : now => new WebhookRequest(
                    uri, item.Event.Id.ToString(), now, WebhookMessage.Write(item.Event, endpoint.Payload), headers, secrets.SigningAt(endpoint, now))))]);
    }

    /// <summary>Records how attempts went, and renews the lease. Also without any, to keep the lease.</summary>
    public async Task<LaneState> RecordAsync(
        WebhookId webhook, string owner, TimeSpan lease, IReadOnlyCollection<Attempted> attempts, CancellationToken cancellationToken)
    {
        var recorded = await unitOfWork.RunAsync<LaneState>(
            async ct =>
            {
                var now = time.Now();

                // Recorded also when the lease is lost: the receiver has it, whoever sends it next.
                var kept = await queue.RenewAsync(webhook, owner, now + lease, ct).ConfigureAwait(false);
                if (attempts.Count == 0 || await webhooks.FindAsync(webhook, ct).ConfigureAwait(false) is not { } endpoint)
                {
                    return new LaneState(kept, PauseUntil: null);
                }

                var deliveries = (await queue.FindAsync([.. attempts.Select(item => item.Id)], ct).ConfigureAwait(false)).ToDictionary(item => item.Id);
                DateTimeOffset? pause = null;
                foreach (var attempted in attempts)
                {
                    if (deliveries.TryGetValue(attempted.Id, out var delivery))
                    {
                        pause = Max(pause, health.Apply(endpoint, delivery, attempted, now));
                        queue.Add(ToRecord(delivery, attempted));
                    }
                }

                return new LaneState(kept && endpoint.Status == WebhookStatus.Active, pause);
            },
            cancellationToken).ConfigureAwait(false);
        return recorded.TryGet(out var state, out var error) ? state : throw new InfraException($"Attempts can't be recorded: {error.Code}.");
    }

    /// <summary>Gives the lease back.</summary>
    public Task ReleaseAsync(WebhookId webhook, string owner, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await queue.RenewAsync(webhook, owner, time.Now(), ct).ConfigureAwait(false))
                {
                    await queue.ReleaseAsync(webhook, notBefore, ct).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    /// <summary>How much there is to do, on all nodes.</summary>
    public Task<Backlog> ObserveAsync(CancellationToken cancellationToken) => backlog.CountAsync(time.Now(), cancellationToken);

    private static DateTimeOffset? Max(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    private static WebhookAttemptRecord ToRecord(WebhookDelivery delivery, Attempted attempted) => new()
    {
        DeliveryId = delivery.Id,
        Number = delivery.Attempts,
        At = attempted.At,
        Duration = (int)attempted.Attempt.Duration.TotalMilliseconds,
        Status = attempted.Attempt.Status,
        Error = attempted.Attempt.Error,
        RequestHeaders = JsonSerializer.Serialize(new Dictionary<string, string>(attempted.Attempt.SentHeaders), WebhookSecretsContext.Default.IReadOnlyDictionaryStringString),
        ResponseBody = attempted.Attempt.ResponseBody,
    };
}

/// <summary>What is due of a webhook.</summary>
/// <param name="MaxConcurrent">The most at once.</param>
/// <param name="MaxPerSecond">The most a second.</param>
/// <param name="Deliveries">Those that are due longest first.</param>
public sealed record DueDeliveries(int MaxConcurrent, int? MaxPerSecond, IReadOnlyList<DueDelivery> Deliveries);

/// <summary>A delivery that is due.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Round">See <see cref="WebhookDelivery.Round"/>.</param>
/// <param name="Request">What to send at a time; null when the event is no longer kept.</param>
public sealed record DueDelivery(DeliveryId Id, int Round, Func<DateTimeOffset, WebhookRequest>? Request);

/// <summary>A delivery that was attempted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Round">See <see cref="WebhookDelivery.Round"/>.</param>
/// <param name="At">When the attempt began.</param>
/// <param name="Attempt">How it went.</param>
public sealed record Attempted(DeliveryId Id, int Round, DateTimeOffset At, WebhookAttempt Attempt);

/// <summary>How a webhook stands with this node.</summary>
/// <param name="GoOn">Whether it is still this node's to send to.</param>
/// <param name="PauseUntil">Until when the receiver asked to be left alone.</param>
public sealed record LaneState(bool GoOn, DateTimeOffset? PauseUntil);
