using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>Where events are sent to, without its secrets.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Org">The organisation that it belongs to; null for one of the whole installation.</param>
/// <param name="Url">Where to.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Events">Only these, of <see cref="EventTypes"/>; <c>member.*</c> stands for all that begin so. Empty for all.</param>
/// <param name="Orgs">Only of these organisations, for one of the whole installation. Empty for all.</param>
/// <param name="Headers">The names of the headers that are sent with each event; their values are not told again.</param>
/// <param name="Payload">How much of an event is sent.</param>
/// <param name="Signing">How it is signed.</param>
/// <param name="PublicKey">The key (<c>whpk_…</c>) to verify with when it is signed with Ed25519.</param>
/// <param name="MaxPerSecond">The most events a second; null for as fast as it answers.</param>
/// <param name="MaxConcurrent">The most events that are on the way to it at once.</param>
/// <param name="Retries">Seconds to wait before each further attempt; null for the usual ones.</param>
/// <param name="Status">Whether it is sent to.</param>
/// <param name="DisabledReason">
/// Why not: <c>manual</c>, <c>gone</c> (it answered 410) or <c>failing</c> (nothing got through for five days).
/// </param>
/// <param name="FailingSince">Since when nothing gets through; null while it works.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Version">Goes up with each change.</param>
public sealed record Webhook(
    WebhookId Id, OrgId? Org, string Url, string? Description, IReadOnlyList<string> Events, IReadOnlyList<OrgId> Orgs,
    IReadOnlyList<string> Headers, WebhookPayload Payload, WebhookSigning Signing, string? PublicKey, int? MaxPerSecond, int MaxConcurrent,
    IReadOnlyList<int>? Retries, WebhookStatus Status, string? DisabledReason, DateTimeOffset? FailingSince, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt, int Version);

/// <summary>How much of an event a webhook is sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookPayload>))]
public enum WebhookPayload
{
    /// <summary>All of it.</summary>
    [JsonStringEnumMemberName("full")]
    Full,

    /// <summary>What happened to what, and nothing of its content: for receivers that read it with a key of their own.</summary>
    [JsonStringEnumMemberName("thin")]
    Thin,
}

/// <summary>How events are signed; see the Standard Webhooks specification.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookSigning>))]
public enum WebhookSigning
{
    /// <summary><c>v1</c>: HMAC-SHA256 with a secret that both sides know.</summary>
    [JsonStringEnumMemberName("hmac")]
    Hmac,

    /// <summary><c>v1a</c>: Ed25519; the receiver knows the public key only.</summary>
    [JsonStringEnumMemberName("ed25519")]
    Ed25519,
}

/// <summary>Whether a webhook is sent to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookStatus>))]
public enum WebhookStatus
{
    /// <summary>It is.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>It is not; what waits for it goes on waiting.</summary>
    [JsonStringEnumMemberName("disabled")]
    Disabled,
}
