using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>Sign-in, with every step that it takes: address, password, second factor, organisation.</summary>
public sealed class SignIn : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "sign-in";

    /// <inheritdoc />
    protected override string Type => FlowTypes.SignIn;
}
