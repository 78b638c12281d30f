using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Events;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>An event on its way to a webhook. There is one of each event and webhook, however often it is sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WebhookId">To where.</param>
/// <param name="EventId">Which event; the <c>webhook-id</c> of each attempt.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="CreatedAt">When it was put in line.</param>
/// <param name="NextAttemptAt">Not before when the next attempt is made; null when none will be.</param>
/// <param name="FinishedAt">When it was delivered or given up.</param>
/// <param name="LastStatus">The HTTP status of the last attempt, when there was an answer.</param>
/// <param name="LastError">What was wrong with the last attempt; see the attempts.</param>
public sealed record Delivery(
    DeliveryId Id, WebhookId WebhookId, EventId EventId, string Type, DeliveryStatus Status, int Attempts, DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt, DateTimeOffset? FinishedAt, int? LastStatus, string? LastError);

/// <summary>How far a delivery is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>Attempts are still to be made.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>It got through.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>A dead letter: all attempts failed. It can be sent again.</summary>
    [JsonStringEnumMemberName("dead")]
    Dead,
}

/// <summary>One attempt to deliver.</summary>
/// <param name="Number">Which one: 1, 2, ….</param>
/// <param name="At">When it began.</param>
/// <param name="Duration">How long it took, in milliseconds.</param>
/// <param name="Status">The HTTP status, when there was an answer.</param>
/// <param name="Error">
/// What was wrong, when it was not the status: e.g. <c>timeout</c>, <c>connection_failed</c>, <c>tls_failed</c>, <c>blocked_address</c>.
/// </param>
/// <param name="RequestHeaders">What was sent beside the body; the values of your own headers and the signature are left out.</param>
/// <param name="ResponseBody">The beginning of the answer, at most 2 KB; what looks like a secret or an address is blacked out.</param>
public sealed record DeliveryAttempt(
    int Number, DateTimeOffset At, int Duration, int? Status, string? Error, IReadOnlyDictionary<string, string> RequestHeaders, string? ResponseBody);

/// <summary>A delivery with all that is known of it.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Body">What is sent; null when the event is no longer kept.</param>
/// <param name="Attempts">Its attempts, the last 50, oldest first.</param>
public sealed record DeliveryLog(Delivery Delivery, string? Body, IReadOnlyList<DeliveryAttempt> Attempts);

/// <summary>Which deliveries to list; all that is given has to be so.</summary>
/// <param name="Status">How far they are; <see cref="DeliveryStatus.Dead"/> for the dead letters.</param>
/// <param name="EventId">Of this event.</param>
public sealed record DeliveryQuery(DeliveryStatus? Status = null, EventId? EventId = null);
