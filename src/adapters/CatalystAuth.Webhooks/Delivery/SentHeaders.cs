using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;

namespace CatalystAuth.Webhooks.Delivery;

/// <summary>The headers of an attempt as they may be kept and shown.</summary>
internal static class SentHeaders
{
    /// <summary>All headers, without what a reader of the log could send with: the signature, and what the tenant wrote.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(HttpRequestMessage message, WebhookRequest request)
    {
        var hidden = request.Headers.Select(header => header.Key).Append(WebhookHeaders.Signature).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. message.Headers.NonValidated.Concat(message.Content!.Headers.NonValidated).Select(header =>
                KeyValuePair.Create(header.Key, hidden.Contains(header.Key) ? Redaction.Mark : header.Value.ToString())),
        ];
    }
}
