using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Keys;

/// <summary>An amount of each thing that a budget counts.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="Tokens">Tokens of a language model, or whatever else is counted so.</param>
/// <param name="Money">Money in millionths of the unit of a currency.</param>
public sealed record BudgetAmount(long Calls = 0, long Tokens = 0, long Money = 0);

/// <summary>What a key may spend in a period; what is null is not limited, and counted all the same.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="Tokens">Tokens.</param>
/// <param name="Money">Money in millionths.</param>
public sealed record BudgetLimit(long? Calls = null, long? Tokens = null, long? Money = null);

/// <summary>The budget of a key.</summary>
/// <param name="Limit">What may be spent in a period.</param>
/// <param name="Refill">When it begins anew.</param>
/// <param name="Spent">What was spent in this period.</param>
/// <param name="Reserved">What is reserved now.</param>
/// <param name="Remaining">What can be reserved now; null where nothing limits it.</param>
/// <param name="ResetsAt">When the period ends; null for never.</param>
/// <param name="Version">Goes up each time that it is set.</param>
public sealed record KeyBudget(
    BudgetLimit Limit, BudgetRefill Refill, BudgetAmount Spent, BudgetAmount Reserved, BudgetLimit Remaining, DateTimeOffset? ResetsAt, int Version);

/// <summary>Sets a budget. What was spent in this period stays spent.</summary>
/// <param name="Calls">How many calls: 0 to 9 007 199 254 740 991; null for any number.</param>
/// <param name="Tokens">How many tokens; null for any number.</param>
/// <param name="Money">How much money in millionths; null for any amount.</param>
/// <param name="Refill">When it begins anew.</param>
public sealed record SetBudgetRequest(
    long? Calls = null, long? Tokens = null, long? Money = null, BudgetRefill Refill = BudgetRefill.None);

/// <summary>Reserves a part of a budget before it is spent.</summary>
/// <param name="Calls">The most calls that it can become.</param>
/// <param name="Tokens">The most tokens.</param>
/// <param name="Money">The most money, in millionths.</param>
/// <param name="ExpiresIn">Seconds after which it is released by itself: 1 to 3600.</param>
public sealed record ReserveRequest(long Calls = 0, long Tokens = 0, long Money = 0, int ExpiresIn = 300);

/// <summary>Says what of a reservation was spent; the rest is released.</summary>
/// <param name="Calls">At most what was reserved.</param>
/// <param name="Tokens">At most what was reserved.</param>
/// <param name="Money">At most what was reserved, in millionths.</param>
public sealed record SettleRequest(long Calls = 0, long Tokens = 0, long Money = 0);

/// <summary>A part of a budget that is kept for somebody.</summary>
/// <param name="Id">Its id.</param>
/// <param name="KeyId">The key whose budget it is of.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Reserved">What is or was kept.</param>
/// <param name="Spent">What was spent of it; nothing until it is settled.</param>
/// <param name="ExpiresAt">When it is released by itself.</param>
public sealed record BudgetReservation(
    ReservationId Id, KeyId KeyId, ReservationStatus Status, BudgetAmount Reserved, BudgetAmount Spent, DateTimeOffset ExpiresAt);

/// <summary>When a budget begins anew, in UTC. What is left does not add up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BudgetRefill>))]
public enum BudgetRefill
{
    /// <summary>Never.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>At midnight.</summary>
    [JsonStringEnumMemberName("daily")]
    Daily,

    /// <summary>On the first of the month.</summary>
    [JsonStringEnumMemberName("monthly")]
    Monthly,
}

/// <summary>How a reservation stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReservationStatus>))]
public enum ReservationStatus
{
    /// <summary>It is kept.</summary>
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>It was said what was spent.</summary>
    [JsonStringEnumMemberName("settled")]
    Settled,

    /// <summary>It was given back, or its time is over.</summary>
    [JsonStringEnumMemberName("released")]
    Released,
}
