using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>An event that does not get through.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="EventId">Of which event.</param>
/// <param name="Type">The type of that event.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="Status">The HTTP status of the last one.</param>
/// <param name="Error">What was wrong with it otherwise.</param>
public sealed record FailedDelivery(DeliveryId Id, EventId EventId, string Type, int Attempts, int? Status = null, string? Error = null);

/// <summary>See <see cref="EventTypes.WebhookTested"/>.</summary>
/// <param name="Status">The HTTP status that it answered.</param>
/// <param name="Error">What was wrong otherwise.</param>
public sealed record WebhookTested(int? Status = null, string? Error = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookTested;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookReplayed"/>.</summary>
/// <param name="Queued">How many events were put in line.</param>
/// <param name="EventId">Which, when it was one.</param>
/// <param name="From">Since when, when it was those of a time.</param>
/// <param name="To">Until when.</param>
public sealed record WebhookReplayed(int Queued, EventId? EventId = null, DateTimeOffset? From = null, DateTimeOffset? To = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookReplayed;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookFailing"/>.</summary>
/// <param name="Delivery">The one that tells it.</param>
/// <param name="FailingSince">Since when.</param>
public sealed record WebhookFailing(FailedDelivery Delivery, DateTimeOffset FailingSince) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookFailing;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookExhausted"/>.</summary>
/// <param name="Delivery">The dead letter.</param>
public sealed record WebhookExhausted(FailedDelivery Delivery) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookExhausted;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookRecovered"/>.</summary>
/// <param name="FailingSince">Since when nothing had got through.</param>
public sealed record WebhookRecovered(DateTimeOffset? FailingSince = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookRecovered;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.WebhookDisabled"/>.</summary>
/// <param name="Reason">Why: see <see cref="Webhook.DisabledReason"/>.</param>
/// <param name="FailingSince">Since when nothing had got through.</param>
public sealed record WebhookDisabled(string Reason, DateTimeOffset? FailingSince = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.WebhookDisabled;

    /// <inheritdoc />
    public static int Version => 1;
}
