using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Has who signs in set another password before they have a session: because an admin asked for it, or because the one that they gave is known to
/// others or too short. It ends all their sessions, in the transaction that begins the new one.
/// </summary>
internal sealed class NewPasswordSteps(
    ChangePassword changePassword, ComparedPasswords compared, IIdentityProvider identity, IPasswordMeter meter, IUserStore users, IOptions<FlowOptions> options, TimeProvider time)
{
    private static readonly FlowError Needed = new(FlowErrorCodes.InvalidAnswer, "A password is needed.", "password");

    /// <summary>Whether a step is this one; where a recovery asks for a password it gives no reason.</summary>
    public static bool Asks(FlowStep step) => step is { Kind: FlowStepKinds.Prompt, Reason: not null };

    /// <summary>Asks for it; the proof as it is when there is nothing to ask for, or when it brings another password.</summary>
    public async Task<Result<FlowProgress>> ContinueAsync(FlowProgress proof, UserAccount user, CancellationToken cancellationToken)
    {
        var state = proof.State;
        var fault = IsByPassword(state) ? state.PasswordFault : PasswordFault.None;
        if (!options.Value.HasPasswords || state.Type != FlowTypes.SignIn || proof.Finish is not null || (user.PasswordChangeRequiredAt is null && fault == PasswordFault.None))
        {
            return proof;
        }

        var context = await changePassword.ContextOfAsync(user, cancellationToken).ConfigureAwait(false);
        return ReasonOf(user, fault, context) is { } reason ? Ask(state, user, reason, context) : proof;
    }

    /// <summary>Answers the step.</summary>
    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(state.User!.Value, cancellationToken).ConfigureAwait(false) is not { } user || !user.Honours(state.ProvenAt, time.Now()))
        {
            return FinishFlow.NoLonger;
        }

        var (reason, context) = (state.Step.Reason!, await changePassword.ContextOfAsync(user, cancellationToken).ConfigureAwait(false));
        if (answers.Password is not { Length: > 0 } password)
        {
            return Ask(state, user, reason, context, Needed);
        }

        if (identity.CheckNewPassword(password, context) is { IsSuccess: false } refused)
        {
            return Ask(state, user, reason, context, new FlowError(refused.Error.Code, refused.Error.Message, "password"));
        }

        // The end may be refused by an invitation or an organisation that comes with the answer.
        if (await compared.CountAsync(user.Id, cancellationToken).ConfigureAwait(false) is { } wait)
        {
            return wait;
        }

        var requiredAt = user.PasswordChangeRequiredAt;
        return await changePassword.IsOfBeforeAsync(user, password, cancellationToken).ConfigureAwait(false)
            ? Ask(state, user, reason, context, FlowRefusals.PasswordUnchanged)
            : new FlowProgress(Ask(state, user, reason, context).State with { PasswordFault = PasswordFault.None }, IsProven: true)
            {
                Finish = ct => ChangeAsync(state, password, requiredAt, ct),
            };
    }

    private static string? ReasonOf(UserAccount user, PasswordFault fault, PasswordContext context) =>
        user.PasswordChangeRequiredAt is not null ? PasswordReasons.Required : fault switch
        {
            PasswordFault.Known => PasswordReasons.Breached,
            PasswordFault.TooShort => PasswordReasons.TooShort,
            PasswordFault.TooShortAlone when !context.HasSecondFactor => PasswordReasons.TooShort,
            _ => null,
        };

    private FlowProgress Ask(FlowState state, UserAccount user, string reason, PasswordContext context, params ReadOnlySpan<FlowError> errors) =>
        FlowProgress.Ask(
            state,
            new(FlowStepKinds.Prompt)
            {
                Fields = ["password"],
                Identifier = state.Identifier ?? user.Email,
                Reason = reason,
                MinimumPasswordLength = meter.ShortestLength(context.HasSecondFactor),
                Actions = [FlowActions.Restart],
            },
            errors);

    private async Task<Result<UserAccount>> ChangeAsync(FlowState state, string password, DateTimeOffset? requiredAt, CancellationToken cancellationToken)
    {
        var id = state.User!.Value;
        await users.LockAsync(id, cancellationToken).ConfigureAwait(false);
        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } user || !user.Honours(state.ProvenAt, time.Now()))
        {
            return FinishFlow.NoLonger;
        }

        await compared.ForgetAsync(id, cancellationToken).ConfigureAwait(false);
        var changed = await changePassword.RunInsideAsync(user, password, requiredAt, except: null, id.ToString(), cancellationToken).ConfigureAwait(false);
        return changed.TryGet(out _, out var refusal) ? user : refusal;
    }

    private static bool IsByPassword(FlowState state) => state.Amr.Contains(AuthMethods.Password);
}
