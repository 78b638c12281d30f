using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A webhook, without what is secret.</summary>
/// <param name="Url">Where to, without the query.</param>
/// <param name="Events">Which types it is sent; none for all.</param>
/// <param name="Orgs">Whose events it is sent, when it is of the whole installation; none for all.</param>
/// <param name="Headers">The names of its headers.</param>
/// <param name="Payload">How much it is sent.</param>
/// <param name="Signing">How it is signed.</param>
/// <param name="MaxConcurrent">The most events at once.</param>
/// <param name="Retries">Seconds before each further attempt; none for the usual ones.</param>
/// <param name="Status">Whether it is sent to.</param>
/// <param name="Description">What it is for.</param>
/// <param name="MaxPerSecond">The most events a second.</param>
/// <param name="DisabledReason">Why it is not sent to.</param>
public sealed record WebhookState(
    string Url, IReadOnlyList<string> Events, IReadOnlyList<OrgId> Orgs, IReadOnlyList<string> Headers, WebhookPayload Payload,
    WebhookSigning Signing, int MaxConcurrent, IReadOnlyList<int> Retries, WebhookStatus Status, string? Description = null,
    int? MaxPerSecond = null, string? DisabledReason = null);

/// <summary>See <see cref="EventTypes.WebhookCreated"/>.</summary>
/// <param name="After">The webhook.</param>
public sealed record WebhookCreated(WebhookState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookUpdated"/>.</summary>
/// <param name="Before">The webhook before.</param>
/// <param name="After">The webhook after.</param>
public sealed record WebhookUpdated(WebhookState Before, WebhookState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookDeleted"/>.</summary>
/// <param name="Before">The webhook as it was.</param>
public sealed record WebhookDeleted(WebhookState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookSecretRotated"/>.</summary>
/// <param name="PreviousUntil">Until when the secret before it signs as well.</param>
public sealed record WebhookSecretRotated(DateTimeOffset PreviousUntil) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookSecretRotated;

    /// <inheritdoc />
    public static int Version => 1;
}
