using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>A new password for who has lost theirs.</summary>
public sealed class Recovery : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "recovery";

    /// <inheritdoc />
    protected override string Type => FlowTypes.Recovery;
}
