using CatalystAuth.Contracts.Decisions;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>See <see cref="EventTypes.AuthDecision"/>. One that says the same of the same minute adds to it.</summary>
/// <param name="Outcome">Allowed or denied.</param>
/// <param name="Reason">One of <see cref="DecisionReasons"/>.</param>
/// <param name="Count">How many. A decision that is used again while it holds counts once.</param>
/// <param name="From">The minute's beginning.</param>
/// <param name="To">The minute's end.</param>
/// <param name="Example">One of them, for <c>GET /v1/decisions/{id}</c>.</param>
public sealed record AuthDecision(
    DecisionOutcome Outcome, string Reason, int Count, DateTimeOffset From, DateTimeOffset To, DecisionId Example) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.AuthDecision;

    /// <inheritdoc />
    public static int Version => 1;
}
