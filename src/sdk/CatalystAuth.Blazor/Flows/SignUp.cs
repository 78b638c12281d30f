using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>A new account.</summary>
public sealed class SignUp : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "sign-up";

    /// <inheritdoc />
    protected override string Type => FlowTypes.SignUp;
}
