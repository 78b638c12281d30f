using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Core.Audit;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Webhooks as the journal has them: neither secrets, nor the values of headers, nor the query of a URL, which may be one.</summary>
public sealed class WebhookJournal(Journal journal)
{
    internal static JsonObject Describe(WebhookEndpoint endpoint) => new()
    {
        ["url"] = endpoint.Url.Split('?')[0],
        ["description"] = endpoint.Description,
        ["events"] = endpoint.Events.ToJson(),
        ["orgs"] = endpoint.Orgs.ToJson(),
        ["headers"] = endpoint.HeaderNames.ToJson(),
        ["payload"] = endpoint.Payload.ToString().ToLowerInvariant(),
        ["signing"] = endpoint.Signing.ToString().ToLowerInvariant(),
        ["maxPerSecond"] = endpoint.MaxPerSecond,
        ["maxConcurrent"] = endpoint.MaxConcurrent,
        ["retries"] = new JsonArray([.. endpoint.Retries.Select(wait => JsonValue.Create(wait))]),
        ["status"] = endpoint.Status.ToString().ToLowerInvariant(),
        ["disabledReason"] = endpoint.DisabledReason,
    };

    internal void Created(WebhookEndpoint endpoint) =>
        Write(EventTypes.WebhookCreated, endpoint, new JsonObject { ["before"] = null, ["after"] = Describe(endpoint) });

    internal void Updated(WebhookEndpoint endpoint, JsonObject before) =>
        Write(EventTypes.WebhookUpdated, endpoint, new JsonObject { ["before"] = before, ["after"] = Describe(endpoint) });

    internal void Deleted(WebhookEndpoint endpoint) =>
        Write(EventTypes.WebhookDeleted, endpoint, new JsonObject { ["before"] = Describe(endpoint), ["after"] = null });

    internal void SecretRotated(WebhookEndpoint endpoint, DateTimeOffset previousUntil) =>
        Write(EventTypes.WebhookSecretRotated, endpoint, new JsonObject { ["previousUntil"] = previousUntil });

    internal void Tested(WebhookEndpoint endpoint, WebhookAttempt attempt) =>
        Write(EventTypes.WebhookTested, endpoint, new JsonObject { ["status"] = attempt.Status, ["error"] = attempt.Error });

    /// <summary>Events were put in line by somebody.</summary>
    internal void Replayed(WebhookEndpoint endpoint, int queued, EventId? only = null, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        Write(EventTypes.WebhookReplayed, endpoint, new JsonObject
        {
            ["queued"] = queued,
            ["event"] = only?.ToString(),
            ["from"] = from,
            ["to"] = to,
        });

    internal void Disabled(WebhookEndpoint endpoint) =>
        Write(EventTypes.WebhookDisabled, endpoint, new JsonObject { ["reason"] = endpoint.DisabledReason, ["failingSince"] = endpoint.Lane.FailingSince });

    internal void Failing(WebhookEndpoint endpoint, WebhookDelivery delivery) => Write(EventTypes.WebhookFailing, endpoint, Last(endpoint, delivery));

    internal void Exhausted(WebhookEndpoint endpoint, WebhookDelivery delivery) => Write(EventTypes.WebhookExhausted, endpoint, Last(endpoint, delivery));

    internal void Recovered(WebhookEndpoint endpoint) =>
        Write(EventTypes.WebhookRecovered, endpoint, new JsonObject { ["failingSince"] = endpoint.Lane.FailingSince });

    private static JsonObject Last(WebhookEndpoint endpoint, WebhookDelivery delivery) => new()
    {
        ["delivery"] = delivery.Id.ToString(),
        ["event"] = delivery.EventId.ToString(),
        ["type"] = delivery.Type,
        ["attempts"] = delivery.Attempts,
        ["status"] = delivery.LastStatus,
        ["error"] = delivery.LastError,
        ["failingSince"] = endpoint.Lane.FailingSince,
    };

    private void Write(string type, WebhookEndpoint endpoint, JsonObject data) => journal.Write(type, endpoint.OrgId, endpoint.Id.ToString(), data);
}
