using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>Signing in: who, then a proof. Every answer is the same whether the account exists or not.</summary>
internal sealed class SignInSteps(PasswordProof passwords, IEmailStore emails)
{
    private static readonly string[] Password = ["pwd"];

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        IdentifyAsync(state, answers, isFirst: answers == new FlowAnswers(), cancellationToken);

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        state.Step.Kind == FlowStepKinds.Identify || answers.Action == FlowActions.Restart
            ? IdentifyAsync(state, answers, isFirst: answers.Action == FlowActions.Restart, cancellationToken)
            : PasswordAsync(state, answers, cancellationToken);

    private async Task<Result<FlowProgress>> IdentifyAsync(FlowState state, FlowAnswers answers, bool isFirst, CancellationToken cancellationToken)
    {
        var identifier = answers.Identifier?.Trim();
        if (!string.IsNullOrEmpty(identifier) && identifier.Length <= EmailAddress.MaxLength)
        {
            return await PasswordAsync(state with { Identifier = identifier }, answers, cancellationToken).ConfigureAwait(false);
        }

        var step = new FlowStep(FlowStepKinds.Identify) { Fields = ["identifier"] };
        return isFirst
            ? FlowProgress.Ask(state, step)
            : FlowProgress.Ask(state, step, new FlowError(FlowErrorCodes.InvalidAnswer, "The e-mail address of the account is needed.", "identifier"));
    }

    private async Task<Result<FlowProgress>> PasswordAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (!FlowRefusals.TryReadOrg(state.Org, out _))
        {
            return AskPassword(state with { Org = null }, FlowRefusals.NotInOrg);
        }

        if (answers.Password is not { } password)
        {
            return AskPassword(state);
        }

        var typed = state.Identifier!;
        var address = await SignInAddressAsync(typed, cancellationToken).ConfigureAwait(false);
        var proven = await passwords.VerifyAsync(typed, address, password, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var user, out var refusal) ? refusal
            : user is { } known ? new FlowProgress(AskPassword(state).State with { User = known, Amr = Password }, IsProven: true)
            : AskPassword(state, FlowRefusals.InvalidCredentials);
    }

    // Any proven address signs in; the identity provider knows the primary one.
    private async Task<string> SignInAddressAsync(string identifier, CancellationToken cancellationToken) =>
        EmailAddress.IsValid(identifier)
            ? await emails.FindPrimaryOfAsync(EmailAddress.KeyOf(identifier), cancellationToken).ConfigureAwait(false) ?? identifier
            : identifier;

    private static FlowProgress AskPassword(FlowState state, params ReadOnlySpan<FlowError> errors) => FlowProgress.Ask(
        state,
        new(FlowStepKinds.Password) { Fields = ["password"], Method = FlowMethods.Password, Identifier = state.Identifier, Actions = [FlowActions.Restart] },
        errors);
}
