using System.Text.Json;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows;

/// <summary>Has who needs a second factor, and has none, set one up before they have a session: an authenticator app or a passkey, then recovery codes.</summary>
internal sealed class SetUpFactorSteps(UserFactors factors, FirstFactor firstFactor, SetUpTotp totp, Passkeys passkeys, IOptions<FlowOptions> options)
{
    /// <summary>Whether a step is one of these.</summary>
    public static bool Asks(FlowStep step) => step.Kind is FlowStepKinds.TotpSetup or FlowStepKinds.PasskeySetup or FlowStepKinds.RecoveryCodes;

    /// <summary>Whether everybody needs one.</summary>
    public bool AsksOfEverybody => options.Value.RequireMfa;

    /// <summary>Asks for it where everybody needs one; the proof as it is when there is nothing to ask for.</summary>
    public async Task<Result<FlowProgress>> ContinueAsync(FlowProgress proof, UserAccount user, CancellationToken cancellationToken) =>
        !AsksOfEverybody || (await factors.OfAsync(user.Id, cancellationToken).ConfigureAwait(false)).HasSecondFactor
            ? proof
            : AskApp(proof.State, user);

    /// <summary>Asks for an app, and offers to make a passkey instead.</summary>
    public FlowProgress AskApp(FlowState state, UserAccount user, params ReadOnlySpan<FlowError> errors)
    {
        var drawn = totp.Draw(user);
        return FlowProgress.Ask(
            state with { Totp = drawn.Setup.Id.ToString() },
            new(FlowStepKinds.TotpSetup)
            {
                Fields = ["code"],
                Method = FlowMethods.Totp,
                Methods = options.Value.Allows(FlowMethods.Passkey) ? [FlowMethods.Passkey] : null,
                Totp = new(drawn.Setup.Secret, drawn.Setup.Uri, drawn.Setup.QrSvg),
            },
            errors) with
        {
            // Who has too many has one, and is refused when they confirm it.
            Effect = ct => totp.KeepAsync(drawn, ct),
        };
    }

    /// <summary>Shows recovery codes that were just made; the proof when there are none.</summary>
    public static FlowProgress ShowCodes(FlowState state, RecoveryCodeSet? codes) => codes is null
        ? new FlowProgress(state, IsProven: true)
        : FlowProgress.Ask(state, new(FlowStepKinds.RecoveryCodes) { RecoveryCodes = codes.Codes, Actions = [FlowActions.Continue] });

    /// <summary>Goes on from them.</summary>
    public static FlowProgress AnswerCodes(FlowState state, FlowAnswers answers) => answers.Action == FlowActions.Continue
        ? new FlowProgress(state, IsProven: true)
        : FlowProgress.Ask(state, state.Step, new FlowError(FlowErrorCodes.InvalidAnswer, "Keep the codes, then go on.", "action"));

    /// <summary>Answers one of the steps.</summary>
    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (state.Step.Kind == FlowStepKinds.RecoveryCodes)
        {
            return AnswerCodes(state, answers);
        }

        if (await firstFactor.FindAsync(state.User!.Value, state.ProvenAt, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return FinishFlow.NoLonger;
        }

        if (state.Step.Kind == FlowStepKinds.PasskeySetup && !options.Value.Allows(FlowMethods.Passkey))
        {
            return AskApp(state, user);
        }

        // The same way once more is another challenge or secret, before the one that is out ends.
        if (answers.Method is { } method && (method != state.Step.Method || (method == FlowMethods.Passkey ? answers.Passkey is null : string.IsNullOrWhiteSpace(answers.Code))))
        {
            return method != state.Step.Method && state.Step.Methods?.Contains(method) != true ? FlowProgress.Ask(state, state.Step, FlowRefusals.NoSuchMethod)
                : method == FlowMethods.Passkey ? await AskPasskeyAsync(state, user, [], cancellationToken).ConfigureAwait(false)
                : AskApp(state, user);
        }

        return state.Step.Kind == FlowStepKinds.PasskeySetup
            ? await MakePasskeyAsync(state, user, answers.Passkey, cancellationToken).ConfigureAwait(false)
            : await ConfirmAppAsync(state, user, answers.Code?.Trim(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<FlowProgress>> AskPasskeyAsync(FlowState state, UserAccount user, FlowError[] errors, CancellationToken cancellationToken)
    {
        var begun = await passkeys.BeginRegistrationAsync(user, cancellationToken).ConfigureAwait(false);
        return begun.TryGet(out var challenge, out var refusal)
            ? FlowProgress.Ask(
                state with { PasskeyState = challenge.State },
                new(FlowStepKinds.PasskeySetup)
                {
                    Fields = ["passkey"],
                    Method = FlowMethods.Passkey,
                    Methods = [FlowMethods.Totp],
                    Passkey = challenge.Options,
                },
                errors)
            : refusal;
    }

    private async Task<Result<FlowProgress>> MakePasskeyAsync(FlowState state, UserAccount user, JsonElement? response, CancellationToken cancellationToken)
    {
        if (response is not { } made || state.PasskeyState is not { } challenge)
        {
            return await AskPasskeyAsync(state, user, [FlowRefusals.InvalidPasskey], cancellationToken).ConfigureAwait(false);
        }

        var finished = await passkeys.FinishRegistrationAsync(user.Id, new(challenge, made), cancellationToken, state.ProvenAt).ConfigureAwait(false);
        if (!finished.TryGet(out var added, out var refusal))
        {
            return refusal != FinishFlow.NoLonger && refusal.Kind is (ErrorKind.Invalid or ErrorKind.Unauthenticated or ErrorKind.Conflict)
                ? await AskPasskeyAsync(state, user, [FlowRefusals.InvalidPasskey], cancellationToken).ConfigureAwait(false)
                : refusal;
        }

        // Its authenticator made sure of its user, as it does whenever it is used. Whether it keeps to itself is seen by then.
        var amr = AuthMethods.Combine(state.Amr, AuthMethods.SoftwareKey, AuthMethods.UserVerified, AuthMethods.MultipleFactors);
        return ShowCodes(state with { PasskeyState = null, Amr = amr }, added.RecoveryCodes);
    }

    private async Task<Result<FlowProgress>> ConfirmAppAsync(FlowState state, UserAccount user, string? code, CancellationToken cancellationToken)
    {
        if (!TotpId.TryParse(state.Totp, null, out var id) || code is not { Length: > 0 })
        {
            return FlowProgress.Ask(state, state.Step, FlowRefusals.InvalidSetUpCode);
        }

        var confirmed = await totp.ConfirmAsync(user.Id, id, code, cancellationToken, state.ProvenAt).ConfigureAwait(false);
        return confirmed.TryGet(out var done, out var refusal)
            ? ShowCodes(state with { Totp = null, Amr = AuthMethods.Combine(state.Amr, AuthMethods.OneTimeCode) }, done.RecoveryCodes)
            : refusal.Code == FactorErrorCodes.NotFound ? AskApp(state, user, FlowRefusals.SetUpIsGone)
            : refusal.Kind == ErrorKind.Invalid ? FlowProgress.Ask(state, state.Step, FlowRefusals.InvalidSetUpCode)
            : refusal;
    }
}
