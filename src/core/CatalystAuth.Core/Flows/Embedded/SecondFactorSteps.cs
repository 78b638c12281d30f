using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Factors;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>
/// Asks for the second factor of who has one. Until it is given they are nobody anywhere: what they proved so far is known to the flow alone.
/// </summary>
internal sealed class SecondFactorSteps(
    UserFactors factors, TotpProof totp, RecoveryCodes recoveryCodes, PasskeyAssertions passkeys, Devices.Devices devices)
{
    /// <summary>Asks for it, unless there is none or the proof was of two factors already.</summary>
    /// <param name="state">The flow, with who it is.</param>
    /// <param name="answers">Answers that are known already.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<FlowProgress>> ContinueAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        var methods = Methods(await factors.OfAsync(state.User!.Value, cancellationToken).ConfigureAwait(false));
        return methods.Count == 0 || await IsEnoughAsync(state, cancellationToken).ConfigureAwait(false)
            ? new FlowProgress(state, IsProven: true)
            : await TryAsync(state, answers, methods, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for it where it is needed by now; null when what was proven is enough, or there is none.</summary>
    public async Task<FlowProgress?> AskMissingAsync(FlowState state, CancellationToken cancellationToken) =>
        state.Reclaims || await IsEnoughAsync(state, cancellationToken).ConfigureAwait(false)
            ? null
            : await AskAsync(state, cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for it on whatever device; null when there is none.</summary>
    public async Task<FlowProgress?> AskAsync(FlowState state, CancellationToken cancellationToken) =>
        Methods(await factors.OfAsync(state.User!.Value, cancellationToken).ConfigureAwait(false)) is { Count: > 0 } methods
            ? methods[0] == FlowMethods.Passkey
                ? await AskPasskeyAsync(state, methods, [], cancellationToken).ConfigureAwait(false)
                : Ask(state, methods[0], methods)
            : null;

    /// <summary>Answers the step.</summary>
    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        await TryAsync(
            state, answers, Methods(await factors.OfAsync(state.User!.Value, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);

    // A device that is trusted stands in beside a password, and not beside a mail with which the password is set anew.
    private async Task<bool> IsEnoughAsync(FlowState state, CancellationToken cancellationToken) =>
        state.Amr.Contains(AuthMethods.MultipleFactors)
        || (state.Type != FlowTypes.Recovery && await devices.IsTrustedAsync(state.User!.Value, cancellationToken).ConfigureAwait(false));

    private async Task<Result<FlowProgress>> TryAsync(FlowState state, FlowAnswers answers, List<string> methods, CancellationToken cancellationToken)
    {
        var method = answers.Method ?? (state.Step.Kind == FlowStepKinds.Mfa ? state.Step.Method : null);
        if (method is null || !methods.Contains(method))
        {
            method = methods.FirstOrDefault();
        }

        return method switch
        {
            // It was taken away meanwhile.
            null => FlowProgress.Ask(state.Anew(), new(FlowStepKinds.Identify) { Fields = ["identifier"] }),
            FlowMethods.Passkey => await PasskeyAsync(state, answers, methods, cancellationToken).ConfigureAwait(false),
            _ => await CodeAsync(state, answers, method, methods, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<Result<FlowProgress>> CodeAsync(
        FlowState state, FlowAnswers answers, string method, List<string> methods, CancellationToken cancellationToken)
    {
        if (answers.Code is not { } code || string.IsNullOrWhiteSpace(code))
        {
            return Ask(state, method, methods);
        }

        var user = state.User!.Value;
        var tried = method == FlowMethods.Totp
            ? await totp.VerifyAsync(user, code.Trim(), cancellationToken).ConfigureAwait(false)
            : await recoveryCodes.VerifyAsync(user, code.Trim(), cancellationToken).ConfigureAwait(false);
        return !tried.TryGet(out var isRight, out var refusal) ? refusal
            : isRight ? Proven(state, answers, AuthMethods.OneTimeCode)
            : Ask(state, method, methods, FlowRefusals.InvalidFactorCode);
    }

    private async Task<Result<FlowProgress>> PasskeyAsync(FlowState state, FlowAnswers answers, List<string> methods, CancellationToken cancellationToken)
    {
        var wrong = false;
        if (answers.Passkey is { } response)
        {
            var finished = await passkeys.FinishAssertionAsync(state.PasskeyState, response, cancellationToken).ConfigureAwait(false);
            if (finished.TryGet(out var proof, out var refusal))
            {
                if (proof.User == state.User)
                {
                    return Proven(state, answers, [.. proof.Amr]);
                }
            }
            else if (refusal.Kind != ErrorKind.Invalid && refusal.Kind != ErrorKind.Unauthenticated)
            {
                return refusal;
            }

            wrong = true;
        }

        return await AskPasskeyAsync(state, methods, wrong ? [FlowRefusals.InvalidPasskey] : [], cancellationToken).ConfigureAwait(false);
    }

    private async Task<FlowProgress> AskPasskeyAsync(FlowState state, List<string> methods, FlowError[] errors, CancellationToken cancellationToken)
    {
        var challenge = await passkeys.BeginAssertionAsync(state.User, cancellationToken).ConfigureAwait(false);
        return FlowProgress.Ask(
            state with { PasskeyState = challenge.State },
            StepOf(FlowMethods.Passkey, methods) with { Fields = ["passkey"], Passkey = challenge.Options },
            errors);
    }

    private static FlowProgress Proven(FlowState state, FlowAnswers answers, params IReadOnlyList<string> amr) => new(
        state with { Amr = AuthMethods.Combine(state.Amr, amr), PasskeyState = null, RemembersDevice = answers.RememberDevice == true }, IsProven: true);

    private static FlowProgress Ask(FlowState state, string method, List<string> methods, params ReadOnlySpan<FlowError> errors) =>
        FlowProgress.Ask(state, StepOf(method, methods), errors);

    private static FlowStep StepOf(string method, List<string> methods) => new(FlowStepKinds.Mfa)
    {
        Fields = ["code"],
        Method = method,
        Methods = methods.Count > 1 ? [.. methods.Where(other => other != method)] : null,
        Actions = [FlowActions.Restart],
    };

    /// <summary>The ways to prove it that somebody has.</summary>
    public static List<string> Methods(FactorSet set)
    {
        var methods = new List<string>();
        if (set.Totp.Count > 0)
        {
            methods.Add(FlowMethods.Totp);
        }

        if (set.Passkeys.Count > 0)
        {
            methods.Add(FlowMethods.Passkey);
        }

        // They stand in for a factor, and are none alone.
        if (set.HasSecondFactor && set.RecoveryCodes > 0)
        {
            methods.Add(FlowMethods.RecoveryCode);
        }

        return methods;
    }
}
