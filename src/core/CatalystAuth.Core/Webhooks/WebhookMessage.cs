using System.Buffers;
using System.Text.Json;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>The body that a webhook is sent: <c>{"type","timestamp","id","version","org","subject","actor","data","changes"}</c>.</summary>
public static class WebhookMessage
{
    /// <summary>Writes an event, as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(OutboxEvent found, WebhookPayload payload)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + found.Data.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", found.Type);
            json.WriteString("timestamp", found.At);
            json.WriteString("id", found.Id.ToString());
            json.WriteNumber("version", found.Version);
            if (found.OrgId is { } org)
            {
                json.WriteString("org", org.ToString());
            }

            json.WriteString("subject", found.Subject);
            json.WriteString("actor", found.Actor);
            if (payload == WebhookPayload.Full)
            {
                var told = found.ToContract();
                json.WritePropertyName("data");
                told.Data.WriteTo(json);
                if (told.Changes is { } changes)
                {
                    json.WritePropertyName("changes");
                    changes.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
