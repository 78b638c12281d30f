namespace CatalystAuth.Blazor.Flows;

/// <summary>The second factor of a flow that the page leads: asks for it, sets it up, or shows recovery codes, as its step says.</summary>
public sealed class TwoFactor : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "two-factor";
}
