using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>Has who is signed in prove anew who they are, for what asks for a fresh proof (<c>auth.step_up_required</c>).</summary>
public sealed class StepUp : FlowComponent
{
    internal const string Name = "step-up";

    /// <inheritdoc />
    protected override string Purpose => Name;

    /// <inheritdoc />
    protected override string Type => FlowTypes.StepUp;
}
