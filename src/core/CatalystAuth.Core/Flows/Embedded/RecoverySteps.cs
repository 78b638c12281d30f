using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>
/// Back into an account whose password is lost: its address, the code that is mailed there, a second factor when it has one, a new password. All
/// other sessions end.
/// </summary>
internal sealed class RecoverySteps(
    MailedCodes codes, SecondFactorSteps secondFactor, ChangePassword changePassword, ReclaimAccount reclaim, IIdentityProvider identity, IPasswordMeter meter,
    IEmailStore emails, IUserStore users, PlatformAccess platform, IOptions<FlowOptions> options, TimeProvider time)
{
    private static readonly FlowStep Identify = new(FlowStepKinds.Identify) { Fields = ["identifier"] };
    private static readonly string[] ByEmail = [AuthMethods.Email];

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        !options.Value.HasPasswords ? Task.FromResult<Result<FlowProgress>>(Deny(state))
        : !codes.IsAvailable ? Task.FromResult<Result<FlowProgress>>(FlowProgress.Ask(state, new(FlowStepKinds.Denied), FlowRefusals.NoMail))
        : answers.AreNone() ? Task.FromResult<Result<FlowProgress>>(FlowProgress.Ask(state, Identify))
        : AnswerAsync(state, answers, cancellationToken);

    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (!options.Value.HasPasswords)
        {
            return Deny(state);
        }

        if (answers.Action == FlowActions.Restart)
        {
            return FlowProgress.Ask(state.Anew(), Identify);
        }

        if (state.User is not null)
        {
            return state.Step.Kind == FlowStepKinds.Mfa
                ? await AfterFactorAsync(await secondFactor.AnswerAsync(state, answers, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
                : await SetPasswordAsync(state, answers, cancellationToken).ConfigureAwait(false);
        }

        if (state.Step.Kind != FlowStepKinds.EmailSent)
        {
            return await IdentifyAsync(state with { Mail = null }, answers, cancellationToken).ConfigureAwait(false);
        }

        if (answers.Code is null && answers.Link is null)
        {
            return await SendAsync(state, cancellationToken).ConfigureAwait(false);
        }

        (state, var isRight) = codes.Check(state, answers);
        if (!isRight || await FindOwnerAsync(state.Identifier!, cancellationToken).ConfigureAwait(false) is not var (owner, address))
        {
            return MailedCodes.Ask(state, FlowRefusals.InvalidCode);
        }

        // Who has a role on the platform was given it by an admin, and not by whoever came along.
        var reclaims = address is { Primary: true, VerifiedAt: null } && !await platform.HasAnyRoleAsync(owner.Id, cancellationToken).ConfigureAwait(false);
        state = state with { User = owner.Id, Amr = ByEmail, Reclaims = reclaims };
        if (state.Reclaims)
        {
            return await SetPasswordAsync(state, new(), cancellationToken).ConfigureAwait(false);
        }

        return await AfterFactorAsync(await secondFactor.ContinueAsync(state, new(), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    // It sets a password.
    private static FlowProgress Deny(FlowState state) => FlowProgress.Ask(
        state, new(FlowStepKinds.Denied), new FlowError(FlowRefusals.NoPasswords.Code, FlowRefusals.NoPasswords.Message));

    private async Task<Result<FlowProgress>> IdentifyAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        EmailAddress.IsValid(answers.Identifier?.Trim())
            ? await SendAsync(state with { Identifier = answers.Identifier!.Trim() }, cancellationToken).ConfigureAwait(false)
            : FlowProgress.Ask(state, Identify, new FlowError(FlowErrorCodes.InvalidAnswer, EmailAddress.Rule, "identifier"));

    private async Task<Result<FlowProgress>> SendAsync(FlowState state, CancellationToken cancellationToken) => await codes.SendAsync(
        state,
        async (proof, ct) =>
            await emails.FindOwnerAsync(EmailAddress.KeyOf(state.Identifier!), time.Now(), ct).ConfigureAwait(false) is { Opens: true } owner
                ? (new(owner.Address, owner.IsProven ? owner.Name : null, owner.User), new RecoveryMail(proof.Link, proof.ExpiresAt, proof.Code, proof.Device, proof.Place))
                : null,
        cancellationToken).ConfigureAwait(false);

    private async Task<Result<FlowProgress>> AfterFactorAsync(Result<FlowProgress> factor, CancellationToken cancellationToken) =>
        factor.TryGet(out var progress, out var refusal)
            ? progress.IsProven ? await SetPasswordAsync(progress.State, new(), cancellationToken).ConfigureAwait(false) : progress
            : refusal;

    private async Task<Result<FlowProgress>> SetPasswordAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        var id = state.User!.Value;
        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } user || user.IsBanned(time.Now()))
        {
            return MailedCodes.Ask(state with { User = null, Amr = [], Reclaims = false, Mail = null }, FlowRefusals.InvalidCode);
        }

        // One that was set up since the code was shown counts.
        if (await secondFactor.AskMissingAsync(state, cancellationToken).ConfigureAwait(false) is { } asked)
        {
            return asked;
        }

        var context = await changePassword.ContextOfAsync(user, cancellationToken).ConfigureAwait(false);
        context = context with { HasSecondFactor = context.HasSecondFactor && !state.Reclaims };
        var step = new FlowStep(FlowStepKinds.Prompt)
        {
            Fields = ["password"],
            Identifier = state.Identifier,
            MinimumPasswordLength = meter.ShortestLength(context.HasSecondFactor),
        };
        if (answers.Password is not { } password)
        {
            return FlowProgress.Ask(state, step);
        }

        if (identity.CheckNewPassword(password, context) is { IsSuccess: false } refused)
        {
            return FlowProgress.Ask(state, step, new FlowError(refused.Error.Code, refused.Error.Message, "password"));
        }

        var requiredAt = user.PasswordChangeRequiredAt;
        return requiredAt is not null && await changePassword.IsOfBeforeAsync(user, password, cancellationToken).ConfigureAwait(false)
            ? FlowProgress.Ask(state, step, FlowRefusals.PasswordUnchanged)
            : new FlowProgress(state with { Step = step, Amr = AuthMethods.Combine(state.Amr, AuthMethods.Password) }, IsProven: true)
            {
                Finish = ct => ChangeAsync(id, state, password, requiredAt, ct),
            };
    }

    private async Task<Result<UserAccount>> ChangeAsync(
        UserId id, FlowState state, string password, DateTimeOffset? requiredAt, CancellationToken cancellationToken)
    {
        await users.LockAsync(id, cancellationToken).ConfigureAwait(false);
        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } user || !user.Honours(state.ProvenAt, time.Now()))
        {
            return FinishFlow.NoLonger;
        }

        var key = EmailAddress.KeyOf(state.Identifier!);
        var address = (await emails.ListAsync(id, cancellationToken).ConfigureAwait(false)).FirstOrDefault(email => email.Normalized == key);

        // Somebody else was faster, or it is not an address of the account any more: then what was not asked for was needed.
        if (address is null || !address.Opens(time.Now()) || (state.Reclaims && (address.VerifiedAt is not null || await platform.HasAnyRoleAsync(id, cancellationToken).ConfigureAwait(false))))
        {
            return FinishFlow.NoLonger;
        }

        if (!(await changePassword.RunInsideAsync(user, password, requiredAt, except: null, id.ToString(), cancellationToken).ConfigureAwait(false)).TryGet(out _, out var refusal))
        {
            return refusal;
        }

        // The code came to that mailbox.
        if (address.VerifiedAt is null)
        {
            await reclaim.ProveAsync(user, address, takesAll: state.Reclaims, cancellationToken).ConfigureAwait(false);
        }

        return user;
    }

    private async Task<(UserAccount User, EmailEntry Address)?> FindOwnerAsync(string identifier, CancellationToken cancellationToken)
    {
        var address = await emails.FindClaimAsync(EmailAddress.KeyOf(identifier), cancellationToken).ConfigureAwait(false);
        return address?.Opens(time.Now()) == true
            && await users.FindAsync(address.UserId, cancellationToken).ConfigureAwait(false) is { } user && !user.IsBanned(time.Now())
            ? (user, address)
            : null;
    }
}
