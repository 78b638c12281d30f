using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>Creates a webhook.</summary>
/// <param name="Url">Where to: <c>https</c>, at most 2048 characters, and not in a private network.</param>
/// <param name="Events">Only these types of events; <c>member.*</c> stands for all that begin so. At most 20; empty for all.</param>
/// <param name="Description">At most 200 characters.</param>
/// <param name="Headers">
/// Headers to send with each event: at most 10, of at most 1024 characters. Not those that HTTP or the signature needs.
/// </param>
/// <param name="Payload">How much of an event is sent.</param>
/// <param name="Signing">How it is signed.</param>
/// <param name="MaxPerSecond">1 to 1000.</param>
/// <param name="MaxConcurrent">1 to 50; 5 when absent.</param>
/// <param name="Retries">1 to 20 waits of 1 to 86 400 seconds.</param>
/// <param name="Orgs">Only events of these organisations, for one of the whole installation; at most 100.</param>
public sealed record CreateWebhookRequest(
    string Url, IReadOnlyList<string>? Events = null, string? Description = null, IReadOnlyDictionary<string, string>? Headers = null,
    WebhookPayload Payload = WebhookPayload.Full, WebhookSigning Signing = WebhookSigning.Hmac, int? MaxPerSecond = null,
    int? MaxConcurrent = null, IReadOnlyList<int>? Retries = null, IReadOnlyList<OrgId>? Orgs = null);

/// <summary>Changes a webhook; what is null stays. The bounds are those of <see cref="CreateWebhookRequest"/>.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Events">They replace all; an empty list means every event.</param>
/// <param name="Description">An empty one removes it.</param>
/// <param name="Headers">They replace all.</param>
/// <param name="Payload">How much of an event is sent.</param>
/// <param name="MaxPerSecond">0 for no limit.</param>
/// <param name="MaxConcurrent">The most that are on the way at once.</param>
/// <param name="Retries">An empty list means the usual ones.</param>
/// <param name="Status">Disables it, or sends to it again: what waited meanwhile goes out then.</param>
/// <param name="Orgs">They replace all.</param>
public sealed record UpdateWebhookRequest(
    string? Url = null, IReadOnlyList<string>? Events = null, string? Description = null, IReadOnlyDictionary<string, string>? Headers = null,
    WebhookPayload? Payload = null, int? MaxPerSecond = null, int? MaxConcurrent = null, IReadOnlyList<int>? Retries = null,
    WebhookStatus? Status = null, IReadOnlyList<OrgId>? Orgs = null);

/// <summary>Gives a webhook a new secret.</summary>
/// <param name="Overlap">For how many seconds the old one signs as well: 0 to 604 800 (a week); a day when absent.</param>
public sealed record RotateWebhookSecretRequest(int Overlap = RotateWebhookSecretRequest.DefaultOverlap)
{
    /// <summary>A day.</summary>
    public const int DefaultOverlap = 86_400;
}

/// <summary>A webhook's secret, told this once.</summary>
/// <param name="Id">Whose.</param>
/// <param name="Webhook">The webhook.</param>
/// <param name="Secret">
/// <c>whsec_…</c>, with which its receiver verifies; null when it is signed with Ed25519, where <c>publicKey</c> is enough.
/// </param>
/// <param name="PreviousUntil">Until when the secret before it signs as well.</param>
public sealed record WebhookSecret(WebhookId Id, Webhook Webhook, string? Secret, DateTimeOffset? PreviousUntil = null)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"WebhookSecret {{ Id = {Id} }}";
}

/// <summary>Sends an event to a webhook, whether or not it was sent before.</summary>
/// <param name="EventId">Which.</param>
public sealed record DeliverEventRequest(EventId EventId);

/// <summary>Sends what happened in a time once more.</summary>
/// <param name="From">Not before this.</param>
/// <param name="To">Before this; now when absent.</param>
/// <param name="Events">Only these types of events; <c>member.*</c> stands for all that begin so. What the webhook does not ask for is not sent in any case.</param>
public sealed record ReplayRequest(DateTimeOffset From, DateTimeOffset? To = null, IReadOnlyList<string>? Events = null);

/// <summary>Sends what did not get through since a time.</summary>
/// <param name="Since">Not before this.</param>
public sealed record RecoverRequest(DateTimeOffset Since);

/// <summary>What was put in line.</summary>
/// <param name="Queued">How many events.</param>
/// <param name="More">
/// Whether there are more than one call takes (10 000): call again with the time of <c>until</c> as the new beginning.
/// </param>
/// <param name="Until">Up to which time it was done; null when there was nothing.</param>
public sealed record ReplayResult(int Queued, bool More, DateTimeOffset? Until)
{
    /// <summary>The most events that one call puts in line.</summary>
    public const int MaxQueued = 10_000;
}
