using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>
/// Signing up: one prompt; or, where an address has to be proven, first the address, then its code, then the rest. Then the answers are the same
/// whether there is an account of that address or not; its owner gets a mail that says so.
/// </summary>
internal sealed class SignUpSteps(
    CreateAccount createAccount, MailedCodes codes, IEmailStore emails, IUserStore users, IInvitationStore invitations, IOptions<FlowOptions> options,
    IOptions<TokenOptions> tokens, TimeProvider time)
{
    private static readonly string[] ByPassword = ["pwd"];
    private static readonly string[] ByPasswordAndEmail = ["pwd", "email"];

    private static readonly FlowStep AskAll = new(FlowStepKinds.Prompt) { Fields = ["email", "password", "name"] };
    private static readonly FlowStep AskEmail = new(FlowStepKinds.Prompt) { Fields = ["email"] };
    private static readonly FlowStep AskRest = new(FlowStepKinds.Prompt) { Fields = ["password", "name"] };

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        WhyNot(state) is { } refusal ? Task.FromResult<Result<FlowProgress>>(FlowProgress.Ask(state, new(FlowStepKinds.Denied), refusal))
        : answers with { Invitation = null, Org = null } == new FlowAnswers()
            ? Task.FromResult<Result<FlowProgress>>(FlowProgress.Ask(state, VerifiesFirst(state) ? AskEmail : AskAll))
            : AnswerAsync(state, answers, cancellationToken);

    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (WhyNot(state) is { } refusal)
        {
            return FlowProgress.Ask(state, new(FlowStepKinds.Denied), refusal);
        }

        if (!VerifiesFirst(state))
        {
            return await WhyNotInvitedAsync(state, answers.Email, cancellationToken).ConfigureAwait(false) is { } uninvited
                ? uninvited
                : Finish(state, AskAll, answers.Email, answers, ByPassword);
        }

        if (state.AddressProven)
        {
            return Finish(state, AskRest with { Identifier = state.Identifier }, state.Identifier, answers, ByPasswordAndEmail);
        }

        return state.Step.Kind == FlowStepKinds.EmailSent && answers.Action != FlowActions.Restart
            ? await VerifyAsync(state, answers, cancellationToken).ConfigureAwait(false)
            : await AddressAsync(state with { Mail = null }, answers, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<FlowProgress>> AddressAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        EmailAddress.IsValid(answers.Email)
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
        return isRight ? FlowProgress.Ask(state, AskRest with { Identifier = state.Identifier }) : MailedCodes.Ask(state, FlowRefusals.InvalidCode);
    }

    private Result<FlowProgress> Finish(FlowState state, FlowStep step, string? email, FlowAnswers answers, IReadOnlyList<string> amr)
    {
        var name = answers.Name ?? state.Name;
        var errors = createAccount.Check(email, answers.Password, name);
        return errors.Count > 0
            ? FlowProgress.Ask(state, step, [.. errors])
            : new FlowProgress(state with { Step = step, Amr = amr }, IsProven: true)
            {
                Finish = ct => createAccount.RunAsync(email!, answers.Password!, name!, platformAdmin: false, ct, isProven: state.AddressProven),
            };
    }

    // To whose address it is already: their account, and no code that would help whoever typed it.
    private Func<MailedProof, CancellationToken, Task<(MailAddress To, MailMessage Message)?>> MailAsync(string email) => async (proof, ct) =>
        await emails.FindClaimAsync(EmailAddress.KeyOf(email), ct).ConfigureAwait(false) is { } owner
            ? await users.FindAsync(owner.UserId, ct).ConfigureAwait(false) is { } user
                ? (new(owner.Address, User: user.Id), new AccountExistsMail($"{tokens.Value.Issuer}/sign-in", $"{tokens.Value.Issuer}/recovery"))
                : null
            : (new(email), new VerificationMail(proof.Code, proof.ExpiresAt));

    // Who was invited gets a link to that address, which proves it.
    private bool VerifiesFirst(FlowState state) => options.Value.VerifiesEmail && codes.IsAvailable && state.Invitation is null;

    // Before anything else is said, and before there is an account: an invitation stands in for much.
    private async Task<Error?> WhyNotInvitedAsync(FlowState state, string? email, CancellationToken cancellationToken)
    {
        if (state.Invitation is not { } token)
        {
            return null;
        }

        if (!InvitationTokenText.TryParse(token, out var id)
            || await invitations.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } invitation
            || invitation.ProofOf(token) == InvitationProof.None)
        {
            return InvitationRefusals.NotFound;
        }

        return InvitationRefusals.NotPending(invitation, time.Now())
            ?? (EmailAddress.IsValid(email) && EmailAddress.KeyOf(email) != invitation.EmailKey ? InvitationRefusals.WrongAccount(invitation) : null);
    }

    private FlowError? WhyNot(FlowState state) => options.Value.SignUp switch
    {
        SignUpMode.Open => null,
        SignUpMode.InviteOnly when state.Invitation is not null => null,
        SignUpMode.InviteOnly => FlowRefusals.InviteOnly,
        _ => FlowRefusals.SignUpClosed,
    };
}
