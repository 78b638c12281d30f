using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>
/// Signing up: one prompt; or, where an address has to be proven, first the address, then its code, then the rest. Then the answers are the same
/// whether there is an account of that address or not; its owner gets a mail that says so. Where there are no passwords the rest is a name.
/// </summary>
internal sealed class SignUpSteps(
    CreateAccount createAccount, JoinBySignUp join, MailedCodes codes, IEmailStore emails, IInvitationStore invitations, IPasswordMeter meter,
    IOptions<FlowOptions> options, IOptions<TokenOptions> tokens, TimeProvider time)
{
    private static readonly string[] ByPassword = [AuthMethods.Password];
    private static readonly string[] ByEmail = [AuthMethods.Email];
    private static readonly string[] ByPasswordAndEmail = [AuthMethods.Password, AuthMethods.Email];

    private static readonly FlowError NoPassword = new(FlowRefusals.NoPasswords.Code, FlowRefusals.NoPasswords.Message, "password");

    private static readonly FlowStep AskEmail = new(FlowStepKinds.Prompt) { Fields = ["email"] };

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        RunAsync(state, answers, isFirst: answers.AreNone(), cancellationToken);

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        RunAsync(state, answers, isFirst: false, cancellationToken);

    private async Task<Result<FlowProgress>> RunAsync(FlowState state, FlowAnswers answers, bool isFirst, CancellationToken cancellationToken)
    {
        if (WhyNot(state) is { } denied)
        {
            return FlowProgress.Ask(state, new(FlowStepKinds.Denied), denied);
        }

        // Before anything else is said, and before there is an account: an invitation stands in for much.
        var looked = await LookAsync(state, answers.Email ?? state.Identifier, cancellationToken).ConfigureAwait(false);
        if (!looked.TryGet(out var invitation, out var refusal))
        {
            return refusal;
        }

        if (await join.RefuseAsync(invitation?.OrgId, state, cancellationToken).ConfigureAwait(false) is { } closed)
        {
            return FlowProgress.Ask(state, new(FlowStepKinds.Denied), closed);
        }

        // Who came by the mail of an invitation has proven the address by that.
        var isProven = invitation?.ProofOf(state.Invitation!) == InvitationProof.Mailbox;
        var verifies = options.Value.VerifiesEmail && codes.IsAvailable && !isProven;
        if (!HasPasswords && !verifies && !isProven)
        {
            // Nothing would open the account.
            return FlowProgress.Ask(state, new(FlowStepKinds.Denied), FlowRefusals.SignUpClosed);
        }

        if (!HasPasswords && answers.Password is not null)
        {
            return FlowProgress.Ask(state, state.Step.Kind == FlowStepKinds.Identify ? verifies ? AskEmail : AskAll() : state.Step, NoPassword);
        }

        // The mail looks like that of the invitation.
        state = invitation is null || state.Look is not null ? state : state with { Look = new(invitation.OrgId.ToString()) };
        if (isFirst)
        {
            return FlowProgress.Ask(state, verifies ? AskEmail : AskAll());
        }

        if (!verifies || state.AddressProven)
        {
            return verifies
                ? Finish(state, AskRest() with { Identifier = state.Identifier }, state.Identifier, answers, HasPasswords ? ByPasswordAndEmail : ByEmail)
                : Finish(state, AskAll(), answers.Email, answers, HasPasswords ? ByPassword : ByEmail);
        }

        return state.Step.Kind == FlowStepKinds.EmailSent && answers.Action != FlowActions.Restart
            ? await VerifyAsync(state, answers, cancellationToken).ConfigureAwait(false)
            : await AddressAsync(state with { Mail = null }, answers, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<StoredInvitation?>> LookAsync(FlowState state, string? email, CancellationToken cancellationToken)
    {
        if (state.Invitation is not { } token)
        {
            return (StoredInvitation?)null;
        }

        return await invitations.FindByTokenAsync(token, cancellationToken).ConfigureAwait(false) is not { } invitation ? InvitationRefusals.NotFound
            : InvitationRefusals.NotPending(invitation, time.Now()) is { } ended ? ended
            : EmailAddress.IsValid(email) && EmailAddress.KeyOf(email) != invitation.EmailKey ? InvitationRefusals.WrongAccount(invitation)
            : invitation;
    }

    private async Task<Result<FlowProgress>> AddressAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        answers.Name is not null && !DisplayNames.IsValid(answers.Name)
            ? FlowProgress.Ask(state, AskEmail, new FlowError(FlowErrorCodes.InvalidAnswer, DisplayNames.Rule, "name"))
        : EmailAddress.IsValid(answers.Email)
            ? await codes.SendAsync(state with { Identifier = answers.Email, Name = answers.Name ?? state.Name }, MailAsync(answers.Email!), cancellationToken)
                .ConfigureAwait(false)
            : answers.Action == FlowActions.Restart
                ? FlowProgress.Ask(state, AskEmail)
                : FlowProgress.Ask(state, AskEmail, new FlowError(FlowErrorCodes.InvalidAnswer, EmailAddress.Rule, "email"));

    private async Task<Result<FlowProgress>> VerifyAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (answers.Code is null && answers.Link is null)
        {
            return await codes.SendAsync(state, MailAsync(state.Identifier!), cancellationToken).ConfigureAwait(false);
        }

        (state, var isRight) = codes.Check(state, answers);
        if (!isRight)
        {
            return MailedCodes.Ask(state, FlowRefusals.InvalidCode);
        }

        var rest = AskRest() with { Identifier = state.Identifier };
        return !HasPasswords && DisplayNames.IsValid(answers.Name ?? state.Name)
            ? Finish(state, rest, state.Identifier, answers, ByEmail)
            : FlowProgress.Ask(state, rest);
    }

    private Result<FlowProgress> Finish(FlowState state, FlowStep step, string? email, FlowAnswers answers, IReadOnlyList<string> amr)
    {
        var name = answers.Name ?? state.Name;
        var errors = createAccount.Check(email, answers.Password, name, HasPasswords);
        return errors.Count > 0
            ? FlowProgress.Ask(state, step, [.. errors])
            : new FlowProgress(state with { Step = step, Amr = amr }, IsProven: true)
            {
                Finish = ct => createAccount.RunAsync(email!, answers.Password, name!, platformAdmin: false, ct, isProven: state.AddressProven),
            };
    }

    // To whose address it is already: their account, and no code that would help whoever typed it.
    private Func<MailedProof, CancellationToken, Task<(MailAddress To, MailMessage Message)?>> MailAsync(string email) => async (proof, ct) =>
        await emails.FindOwnerAsync(EmailAddress.KeyOf(email), time.Now(), ct).ConfigureAwait(false) is { } owner
            ? (new(owner.Address, User: owner.User), new AccountExistsMail($"{tokens.Value.Issuer}/sign-in", HasPasswords ? $"{tokens.Value.Issuer}/recovery" : null))
            : (new(email), new VerificationMail(proof.Code, proof.ExpiresAt));

    private bool HasPasswords => options.Value.HasPasswords;

    private FlowStep AskAll() => Prompt(HasPasswords ? ["email", "password", "name"] : ["email", "name"]);

    private FlowStep AskRest() => Prompt(HasPasswords ? ["password", "name"] : ["name"]);

    private FlowStep Prompt(IReadOnlyList<string> fields) => new(FlowStepKinds.Prompt)
    {
        Fields = fields,
        MinimumPasswordLength = HasPasswords ? meter.ShortestLength(hasSecondFactor: false) : null,
    };

    private FlowError? WhyNot(FlowState state) => options.Value.SignUp switch
    {
        SignUpMode.Open => null,
        SignUpMode.InviteOnly when state.Invitation is not null => null,
        SignUpMode.InviteOnly => FlowRefusals.InviteOnly,
        _ => FlowRefusals.SignUpClosed,
    };
}
