namespace CatalystAuth.Blazor.Flows;

/// <summary>Makes a passkey, as a step of a flow that the page leads.</summary>
public sealed class PasskeySetup : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "passkey-setup";
}
