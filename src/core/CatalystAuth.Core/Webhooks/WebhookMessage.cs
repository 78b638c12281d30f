using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>The body that a webhook is sent.</summary>
internal static class WebhookMessage
{
    private static readonly JsonTypeInfo<WebhookEnvelope> Envelope = (JsonTypeInfo<WebhookEnvelope>)CatalystJson.Strict.GetTypeInfo(typeof(WebhookEnvelope));

    /// <summary>Writes an event, as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(OutboxEvent found, WebhookPayload payload) => JsonSerializer.SerializeToUtf8Bytes(
        WebhookEnvelope.Of(found.ToContract(), thin: payload == WebhookPayload.Thin), Envelope);
}
