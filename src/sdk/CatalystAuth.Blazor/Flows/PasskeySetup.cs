using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>Makes a passkey of who is signed in, or as a step of a flow that the page leads.</summary>
public sealed class PasskeySetup : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "passkey-setup";

    /// <inheritdoc />
    protected override string Type => FlowTypes.PasskeySetup;
}
