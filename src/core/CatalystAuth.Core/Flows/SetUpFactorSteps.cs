using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows;

/// <summary>Has who needs a second factor, and has none, set one up before they have a session: an authenticator app, then recovery codes.</summary>
internal sealed class SetUpFactorSteps(UserFactors factors, SetUpTotp totp, IOptions<FlowOptions> options)
{
    /// <summary>Whether a step is one of these.</summary>
    public static bool Asks(FlowStep step) => step.Kind is FlowStepKinds.TotpSetup or FlowStepKinds.RecoveryCodes;

    /// <summary>Whether everybody needs one.</summary>
    public bool AsksOfEverybody => options.Value.RequireMfa;

    /// <summary>Asks for it; the proof as it is when there is nothing to ask for.</summary>
    public async Task<Result<FlowProgress>> ContinueAsync(FlowProgress proof, UserAccount user, CancellationToken cancellationToken)
    {
        if (!AsksOfEverybody || (await factors.OfAsync(user.Id, cancellationToken).ConfigureAwait(false)).HasSecondFactor)
        {
            return proof;
        }

        var started = await totp.StartAsync(user, name: null, cancellationToken).ConfigureAwait(false);
        return started.TryGet(out var setup, out var refusal)
            ? FlowProgress.Ask(
                proof.State with { Totp = setup.Id.ToString() },
                new(FlowStepKinds.TotpSetup) { Fields = ["code"], Method = FlowMethods.Totp, Totp = new(setup.Secret, setup.Uri, setup.QrSvg) })
            : refusal;
    }

    /// <summary>Answers one of the steps.</summary>
    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (state.Step.Kind == FlowStepKinds.RecoveryCodes)
        {
            return answers.Action == FlowActions.Continue
                ? new FlowProgress(state, IsProven: true)
                : FlowProgress.Ask(state, state.Step, new FlowError(FlowErrorCodes.InvalidAnswer, "Keep the codes, then go on.", "action"));
        }

        var user = state.User!.Value;
        if (!TotpId.TryParse(state.Totp, null, out var id) || answers.Code?.Trim() is not { Length: > 0 } code)
        {
            return FlowProgress.Ask(state, state.Step, FlowRefusals.InvalidSetUpCode);
        }

        var confirmed = await totp.ConfirmAsync(user, id, code, cancellationToken, actor: user.ToString()).ConfigureAwait(false);
        if (!confirmed.TryGet(out var done, out var refusal))
        {
            return refusal.Kind == ErrorKind.Invalid ? FlowProgress.Ask(state, state.Step, FlowRefusals.InvalidSetUpCode) : refusal;
        }

        state = state with { Totp = null, Amr = AuthMethods.Combine(state.Amr, AuthMethods.OneTimeCode) };
        return done.RecoveryCodes is { } codes
            ? FlowProgress.Ask(state, new(FlowStepKinds.RecoveryCodes) { RecoveryCodes = codes.Codes, Actions = [FlowActions.Continue] })
            : new FlowProgress(state, IsProven: true);
    }
}
