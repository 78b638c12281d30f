using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>Makes an address of who is signed in their own, by a code that is sent there.</summary>
public sealed class EmailVerification : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "email-verification";

    /// <inheritdoc />
    protected override string Type => FlowTypes.EmailVerification;
}
