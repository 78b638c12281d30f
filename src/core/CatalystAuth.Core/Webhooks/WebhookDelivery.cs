using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>An event on its way to a webhook, as it is stored.</summary>
public sealed class WebhookDelivery
{
    /// <summary>Its id.</summary>
    public required DeliveryId Id { get; init; }

    /// <summary>To where.</summary>
    public required WebhookId WebhookId { get; init; }

    /// <summary>Which event. One delivery of each event and webhook.</summary>
    public required EventId EventId { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>How far it is.</summary>
    public DeliveryStatus Status { get; set; }

    /// <summary>How many attempts were made in all.</summary>
    public int Attempts { get; set; }

    /// <summary>How many since it was put in line last: where it is in the plan of retries.</summary>
    public int Tries { get; set; }

    /// <summary>How often it was put in line again: an attempt of an earlier round settles nothing in this one.</summary>
    public int Round { get; set; }

    /// <summary>When it was first put in line.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before when to try; null when it is finished.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The HTTP status of the last attempt.</summary>
    public int? LastStatus { get; set; }

    /// <summary>What was wrong with the last attempt.</summary>
    public string? LastError { get; set; }

    /// <summary>A new one, due at once.</summary>
    public static WebhookDelivery Of(WebhookId webhook, OutboxEvent found, DateTimeOffset now) => new()
    {
        Id = TypeId.New<DeliveryId>(now),
        WebhookId = webhook,
        EventId = found.Id,
        Type = found.Type,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    /// <summary>Puts it in line again, with the whole plan of retries before it.</summary>
    public void Queue(DateTimeOffset now)
    {
        Status = DeliveryStatus.Pending;
        Tries = 0;
        Round++;
        NextAttemptAt = now;
        FinishedAt = null;
    }

    /// <summary>As the wire has it.</summary>
    public Delivery ToContract() =>
        new(Id, WebhookId, EventId, Type, Status, Attempts, CreatedAt, NextAttemptAt, FinishedAt, LastStatus, LastError);
}

/// <summary>An attempt, as it is stored.</summary>
public sealed class WebhookAttemptRecord
{
    /// <summary>Its number in the table.</summary>
    public long Id { get; init; }

    /// <summary>Of which delivery.</summary>
    public required DeliveryId DeliveryId { get; init; }

    /// <summary>Which one.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int Duration { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int? Status { get; init; }

    /// <summary>What was wrong.</summary>
    public required string? Error { get; init; }

    /// <summary>What was sent beside the body, as a JSON object.</summary>
    public required string RequestHeaders { get; init; }

    /// <summary>The beginning of the answer.</summary>
    public required string? ResponseBody { get; init; }
}
