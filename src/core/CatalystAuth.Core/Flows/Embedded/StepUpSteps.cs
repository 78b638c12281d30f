using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>Proving anew who one is: by the second factor of who has one, or by the password. Any of what there is, in one step.</summary>
internal sealed class StepUpSteps(StepUp stepUp, ProofsAnew proofs, UserFactors factors, PasskeyAssertions passkeys)
{
    private static readonly FlowError SignInAnew = new(
        AuthErrorCodes.StepUpRequired, "There is nothing that you could prove yourself by within this session. Sign in anew.");

    private static readonly FlowError WrongPassword = new(FlowErrorCodes.InvalidCredentials, "The password is wrong.", "password");

    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        // Before anything is proven: a code is good once, and not to be spent in vain.
        if (!(await stepUp.ReadOrgAsync(state.Within!.User, state.Org, cancellationToken).ConfigureAwait(false)).TryGet(out _, out var wrongOrg))
        {
            return wrongOrg;
        }

        var methods = await MethodsAsync(state.Within.User, cancellationToken).ConfigureAwait(false);
        if (methods.Count == 0)
        {
            return FlowProgress.Ask(state, new(FlowStepKinds.Denied), SignInAnew);
        }

        var method = answers.Method ?? state.Step.Method ?? MethodOf(answers) ?? methods[0];
        if (!methods.Contains(method))
        {
            return await AskAsync(state, methods[0], methods, [FlowRefusals.NoSuchMethod], cancellationToken).ConfigureAwait(false);
        }

        var tried = method switch
        {
            FlowMethods.Password when answers.Password is { } password => await proofs.ByPasswordAsync(state.Within.User, password, cancellationToken).ConfigureAwait(false),
            FlowMethods.Passkey when answers.Passkey is { } passkey && state.PasskeyState is { } challenge =>
                await proofs.ByPasskeyAsync(state.Within.User, new(challenge, passkey), cancellationToken).ConfigureAwait(false),
            FlowMethods.Totp or FlowMethods.RecoveryCode when !string.IsNullOrWhiteSpace(answers.Code) =>
                await proofs.ByCodeAsync(state.Within.User, answers.Code.Trim(), cancellationToken).ConfigureAwait(false),
            _ => (Result<IReadOnlyList<string>>?)null,
        };
        return tried is not { } result ? await AskAsync(state, method, methods, [], cancellationToken).ConfigureAwait(false)
            : result.TryGet(out var amr, out var refusal) ? new FlowProgress(state with { Amr = amr, PasskeyState = null }, IsProven: true)
            : WrongIn(method, refusal) is { } wrong ? await AskAsync(state, method, methods, [wrong], cancellationToken).ConfigureAwait(false)
            : refusal;
    }

    // What is wrong is told in the step; what keeps it from being looked at, as too many tries, is not.
    private static FlowError? WrongIn(string method, Error refusal) =>
        refusal.Code == UserErrorCodes.WrongPassword ? WrongPassword
        : refusal.Kind is not (ErrorKind.Invalid or ErrorKind.Unauthenticated) ? null
        : method == FlowMethods.Passkey ? FlowRefusals.InvalidPasskey
        : FlowRefusals.InvalidFactorCode;

    private async Task<FlowProgress> AskAsync(FlowState state, string method, List<string> methods, FlowError[] errors, CancellationToken cancellationToken)
    {
        var step = new FlowStep(method == FlowMethods.Password ? FlowStepKinds.Password : FlowStepKinds.Mfa)
        {
            Fields = [method == FlowMethods.Password ? "password" : method == FlowMethods.Passkey ? "passkey" : "code"],
            Method = method,
            Methods = methods.Count > 1 ? [.. methods.Where(other => other != method)] : null,
        };
        if (method != FlowMethods.Passkey)
        {
            return FlowProgress.Ask(state with { PasskeyState = null }, step, errors);
        }

        var challenge = await passkeys.BeginAssertionAsync(state.Within!.User, cancellationToken).ConfigureAwait(false);
        return FlowProgress.Ask(state with { PasskeyState = challenge.State }, step with { Passkey = challenge.Options }, errors);
    }

    // Of who has a second factor that one is asked for first: most of what needs a fresh proof needs that.
    private async Task<List<string>> MethodsAsync(UserId user, CancellationToken cancellationToken)
    {
        var set = await factors.OfAsync(user, cancellationToken).ConfigureAwait(false);
        var methods = SecondFactorSteps.Methods(set);
        if (set.HasPassword)
        {
            methods.Add(FlowMethods.Password);
        }

        return methods;
    }

    // Known answers that come with the first call say themselves what they are.
    private static string? MethodOf(FlowAnswers answers) => answers switch
    {
        { Password: not null } => FlowMethods.Password,
        { Code: { } code } => RecoveryCodeText.Normalize(code) is null ? FlowMethods.Totp : FlowMethods.RecoveryCode,
        _ => null,
    };
}
