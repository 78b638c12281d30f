using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Who leads a flow to the proof of who somebody is: the built-in identity provider by its own steps, another one by asking its own flows. What
/// comes after the proof, and all that binds, keeps and ends a flow, is not its matter. One that is registered leads its types of flow instead of the
/// built-in one, whenever it was registered; of several the last. See docs/flows.md, "Writing a provider".
/// </summary>
public interface IFlowProvider
{
    /// <summary>The types of flow that it leads; the others are left to whoever is next.</summary>
    bool Leads(string type);

    /// <summary>Begins a flow, with the answers that are known already.</summary>
    Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken);

    /// <summary>Answers the active step.</summary>
    Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken);

    /// <summary>Asks who has proven who they are for a second factor, on whatever device; null when they have none.</summary>
    Task<FlowProgress?> AskSecondFactorAsync(FlowState state, CancellationToken cancellationToken);

    /// <summary>
    /// Asks who has proven who they are, and was asked for something else since, for a second factor where that was not enough any more: one was set up
    /// meanwhile, or the device is trusted no more. Null when what is proven is enough.
    /// </summary>
    Task<FlowProgress?> AskMissingFactorAsync(FlowState state, CancellationToken cancellationToken);
}

/// <summary>How far a flow has come.</summary>
/// <param name="State">What it knows now.</param>
/// <param name="IsProven">Whether its user has proven who they are; else its step is to be answered.</param>
public sealed record FlowProgress(FlowState State, bool IsProven = false)
{
    /// <summary>What is to be done in the transaction that saves the state, such as a mail; null for nothing.</summary>
    public Func<CancellationToken, Task>? Effect { get; init; }

    /// <summary>
    /// What is to be done first in the transaction that ends the flow, and whose session it is then; null when nothing is and it is that of
    /// <see cref="FlowState.User"/>. A refusal of an invalid answer is told in the step.
    /// </summary>
    public Func<CancellationToken, Task<Result<UserAccount>>>? Finish { get; init; }

    /// <summary>The flow asks on.</summary>
    public static FlowProgress Ask(FlowState state, FlowStep step, params ReadOnlySpan<FlowError> errors) =>
        new(state with { Step = errors.Length == 0 ? step with { Errors = null } : step with { Errors = errors.ToArray() } });
}
