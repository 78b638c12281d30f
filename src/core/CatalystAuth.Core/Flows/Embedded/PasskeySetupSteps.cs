using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>Makes a passkey of who is signed in, as <c>/v1/me/passkeys</c> does, and shows the recovery codes that come with the first second factor.</summary>
internal sealed class PasskeySetupSteps(IFactors factors)
{
    public Task<Result<FlowProgress>> BeginAsync(FlowState state, CancellationToken cancellationToken) => AskAsync(state, [], cancellationToken);

    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (state.Step.Kind == FlowStepKinds.RecoveryCodes)
        {
            return SetUpFactorSteps.AnswerCodes(state, answers);
        }

        // The same way once more is another challenge, before the one that is out ends.
        if (answers.Passkey is not { } made || state.PasskeyState is not { } challenge)
        {
            return await AskAsync(state, [], cancellationToken).ConfigureAwait(false);
        }

        var finished = await factors.FinishPasskeyAsync(new(challenge, made, answers.Name?.Trim()), cancellationToken).ConfigureAwait(false);
        return finished.TryGet(out var added, out var refusal) ? SetUpFactorSteps.ShowCodes(state with { PasskeyState = null }, added.RecoveryCodes)
            : refusal.Code == FactorErrorCodes.InvalidName ? FlowProgress.Ask(state, state.Step, new FlowError(FlowErrorCodes.InvalidAnswer, refusal.Message, "name"))
            : refusal.Kind == ErrorKind.Invalid ? await AskAsync(state, [FlowRefusals.InvalidPasskey], cancellationToken).ConfigureAwait(false)
            : refusal;
    }

    private async Task<Result<FlowProgress>> AskAsync(FlowState state, FlowError[] errors, CancellationToken cancellationToken) =>
        (await factors.BeginPasskeyAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var challenge, out var refusal)
            ? FlowProgress.Ask(
                state with { PasskeyState = challenge.State },
                new(FlowStepKinds.PasskeySetup) { Fields = ["passkey"], Method = FlowMethods.Passkey, Passkey = challenge.Options },
                errors)
            : refusal;
}
