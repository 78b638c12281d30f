using System.Globalization;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Tokens.Webhooks;

namespace CatalystAuth.Core.Webhooks;

/// <summary>A message to an endpoint.</summary>
/// <param name="Url">Where to: one that <see cref="Outbound.IOutboundUrls"/> accepts. It is looked at again at each attempt.</param>
/// <param name="MessageId">The id of the message, the same at each attempt: 1 to 128 visible ASCII characters without a dot.</param>
/// <param name="At">When the attempt is made.</param>
/// <param name="Body">The body, JSON in UTF-8.</param>
/// <param name="Headers">Headers that the tenant adds; those that <see cref="CustomHeaders"/> does not allow are left out.</param>
/// <param name="Secrets">The texts of the secrets that it is signed with (<c>whsec_</c> or <c>whsk_</c>): one, or two while they rotate.</param>
public sealed record WebhookRequest(
    Uri Url,
    string MessageId,
    DateTimeOffset At,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<string> Secrets)
{
    /// <summary>The three headers of the standard.</summary>
    /// <exception cref="ArgumentException">There is no secret, one can't be read, or the id can't be signed.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Sign()
    {
        if (Secrets.Count == 0)
        {
            throw new ArgumentException("A webhook is signed with at least one secret.");
        }

        // The text of a secret is in no message.
        var signers = Secrets.Select(secret => WebhookSigner.TryParse(secret, out var signer)
            ? signer
            : throw new ArgumentException("A secret of a webhook can't be read."));
        return
        [
            new(WebhookHeaders.Id, MessageId),
            new(WebhookHeaders.Timestamp, At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new(WebhookHeaders.Signature, WebhookSigner.SignAll(signers, MessageId, At, Body.Span)),
        ];
    }

    /// <summary>Tells nothing that is secret.</summary>
    public override string ToString() => $"{nameof(WebhookRequest)} {MessageId}";
}
