using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Core.Flows;

/// <summary>One request to a flow.</summary>
/// <param name="Provider">Who leads it.</param>
/// <param name="Record">The flow as it was found; null when it begins.</param>
/// <param name="Secret">The secret that came with it; null from a browser, and when it begins.</param>
internal sealed record FlowTurn(IFlowProvider Provider, FlowRecord? Record, string? Secret)
{
    /// <summary>The mark of the answer; null when the flow begins.</summary>
    public byte[]? Answer { get; init; }

    /// <summary>The session that the flow is within; null for one that begins a session.</summary>
    public FlowSession? Within { get; init; }

    /// <summary>The step that is answered; null when the flow begins.</summary>
    public FlowStep? Step { get; init; }

    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"FlowTurn {{ Kind = {Step?.Kind} }}";
}
