using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>Sign-in by a mail with a code and a link, without a password.</summary>
public sealed class MagicLink : FlowComponent
{
    /// <inheritdoc />
    protected override string Purpose => "magic-link";

    /// <inheritdoc />
    protected override string Type => FlowTypes.SignIn;

    /// <inheritdoc />
    protected override FlowAnswers FirstAnswers => base.FirstAnswers with { Method = InitialIdentifier is null ? null : FlowMethods.Email };

    /// <inheritdoc />
    protected override string? MethodAt(FlowStep step) => step.Kind == FlowStepKinds.Identify ? FlowMethods.Email : null;
}
