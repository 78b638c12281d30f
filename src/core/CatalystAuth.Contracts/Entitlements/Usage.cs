using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>How much of a limit is used.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Used">How much is used in the current period.</param>
/// <param name="Max">The most; null for no limit.</param>
/// <param name="Per">When what was used is forgotten.</param>
/// <param name="ResetsAt">When the current period ends; null for never.</param>
/// <param name="Counted">Whether Catalyst counts it from what is there, so that nobody consumes it by hand.</param>
public sealed record Usage(
    string Limit, long Used, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Max, LimitPeriod Per,
    DateTimeOffset? ResetsAt, bool Counted);

/// <summary>Counts against a limit.</summary>
/// <param name="Amount">How much: 1 to 1 000 000 000, all of it or nothing; below zero it is given back, and never more than was used.</param>
public sealed record ConsumeRequest(long Amount = 1);
