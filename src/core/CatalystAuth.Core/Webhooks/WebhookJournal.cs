using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Audit;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Webhooks as the journal has them: neither secrets, nor the values of headers, nor the query of a URL, which may be one.</summary>
public sealed class WebhookJournal(Journal journal)
{
    internal static WebhookState StateOf(WebhookEndpoint endpoint) => new(
        endpoint.Url.Split('?')[0], endpoint.Events, [.. endpoint.Orgs.Select(org => OrgId.Parse(org, provider: null))], endpoint.HeaderNames,
        endpoint.Payload, endpoint.Signing, endpoint.MaxConcurrent, endpoint.Retries, endpoint.Status, endpoint.Description, endpoint.MaxPerSecond,
        endpoint.DisabledReason);

    internal void Created(WebhookEndpoint endpoint) => Write(endpoint, new WebhookCreated(StateOf(endpoint)));

    internal void Updated(WebhookEndpoint endpoint, WebhookState before) => Write(endpoint, new WebhookUpdated(before, StateOf(endpoint)));

    internal void Deleted(WebhookEndpoint endpoint) => Write(endpoint, new WebhookDeleted(StateOf(endpoint)));

    internal void SecretRotated(WebhookEndpoint endpoint, DateTimeOffset previousUntil) => Write(endpoint, new WebhookSecretRotated(previousUntil));

    internal void Tested(WebhookEndpoint endpoint, WebhookAttempt attempt) => Write(endpoint, new WebhookTested(attempt.Status, attempt.Error));

    internal void Replayed(WebhookEndpoint endpoint, EventId only) => Write(endpoint, new WebhookReplayed(1, only));

    internal void Replayed(WebhookEndpoint endpoint, int queued, DateTimeOffset from, DateTimeOffset to) =>
        Write(endpoint, new WebhookReplayed(queued, From: from, To: to));

    internal void Disabled(WebhookEndpoint endpoint) => Write(endpoint, new WebhookDisabled(endpoint.DisabledReason!, endpoint.Lane.FailingSince));

    internal void Failing(WebhookEndpoint endpoint, WebhookDelivery delivery) =>
        Write(endpoint, new WebhookFailing(Of(delivery), endpoint.Lane.FailingSince!.Value));

    internal void Exhausted(WebhookEndpoint endpoint, WebhookDelivery delivery) => Write(endpoint, new WebhookExhausted(Of(delivery)));

    internal void Recovered(WebhookEndpoint endpoint) => Write(endpoint, new WebhookRecovered(endpoint.Lane.FailingSince));

    private static FailedDelivery Of(WebhookDelivery delivery) =>
        new(delivery.Id, delivery.EventId, delivery.Type, delivery.Attempts, delivery.LastStatus, delivery.LastError);

    private void Write<T>(WebhookEndpoint endpoint, T data)
        where T : IEventData => journal.Write(endpoint.OrgId, endpoint.Id.ToString(), data);
}
