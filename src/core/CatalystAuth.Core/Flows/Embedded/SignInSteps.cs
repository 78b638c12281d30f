using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>Signing in: who, then a proof. Every answer is the same whether the account exists or not.</summary>
internal sealed class SignInSteps(
    PasswordProof passwords, MailedCodes codes, IEmailStore emails, IUserStore users, IOptions<FlowOptions> options, TimeProvider time)
{
    private static readonly string[] ByPassword = ["pwd"];
    private static readonly string[] ByEmail = ["email"];

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        IdentifyAsync(state, answers, isFirst: answers == new FlowAnswers(), cancellationToken);

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) => state.Step.Kind switch
    {
        _ when answers.Action == FlowActions.Restart => IdentifyAsync(state with { Identifier = null, Mail = null }, answers, isFirst: true, cancellationToken),
        FlowStepKinds.Identify => IdentifyAsync(state, answers, isFirst: false, cancellationToken),
        _ => ProveAsync(state, answers, answers.Method ?? state.Step.Method!, cancellationToken),
    };

    private async Task<Result<FlowProgress>> IdentifyAsync(FlowState state, FlowAnswers answers, bool isFirst, CancellationToken cancellationToken)
    {
        var identifier = answers.Identifier?.Trim();
        if (!string.IsNullOrEmpty(identifier) && identifier.Length <= EmailAddress.MaxLength)
        {
            state = state with { Identifier = identifier };
            return await ProveAsync(state, answers, answers.Method ?? Methods()[0], cancellationToken).ConfigureAwait(false);
        }

        var step = new FlowStep(FlowStepKinds.Identify) { Fields = ["identifier"] };
        return isFirst
            ? FlowProgress.Ask(state, step)
            : FlowProgress.Ask(state, step, new FlowError(FlowErrorCodes.InvalidAnswer, "The e-mail address of the account is needed.", "identifier"));
    }

    private async Task<Result<FlowProgress>> ProveAsync(FlowState state, FlowAnswers answers, string method, CancellationToken cancellationToken)
    {
        if (!FlowRefusals.TryReadOrg(state.Org, out _))
        {
            return AskPassword(state with { Org = null }, FlowRefusals.NotInOrg);
        }

        return !Methods().Contains(method)
            ? FlowProgress.Ask(state, state.Step, FlowRefusals.NoSuchMethod)
            : method == FlowMethods.Email
                ? await EmailAsync(state, answers, cancellationToken).ConfigureAwait(false)
                : await PasswordAsync(state, answers, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<FlowProgress>> PasswordAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (answers.Password is not { } password)
        {
            return AskPassword(state);
        }

        var typed = state.Identifier!;
        var address = await SignInAddressAsync(typed, cancellationToken).ConfigureAwait(false);
        var proven = await passwords.VerifyAsync(typed, address, password, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var user, out var refusal) ? refusal
            : user is { } known ? new FlowProgress(AskPassword(state).State with { User = known, Amr = ByPassword }, IsProven: true)
            : AskPassword(state, FlowRefusals.InvalidCredentials);
    }

    private async Task<Result<FlowProgress>> EmailAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (answers.Code is null && answers.Link is null)
        {
            return await codes.SendAsync(state, MailAsync(state.Identifier!), cancellationToken).ConfigureAwait(false);
        }

        (state, var isRight) = codes.Check(state, answers);
        return isRight && await FindOwnerAsync(state.Identifier!, cancellationToken).ConfigureAwait(false) is { } owner
            ? new FlowProgress(MailedCodes.Ask(state).State with { User = owner.UserId, Amr = ByEmail }, IsProven: true)
            : MailedCodes.Ask(state, FlowRefusals.InvalidCode);
    }

    private Func<MailedProof, CancellationToken, Task<(MailAddress To, MailMessage Message)?>> MailAsync(string identifier) => async (proof, ct) =>
        await FindOwnerAsync(identifier, ct).ConfigureAwait(false) is { } owner
            && await users.FindAsync(owner.UserId, ct).ConfigureAwait(false) is { } user && !user.IsBanned(time.Now())
            ? (new(owner.Address, user.Name, user.Id), new SignInCodeMail(proof.Code, proof.ExpiresAt, proof.Link, proof.Device, proof.Place))
            : null;

    // Only of an address that was proven before: else who first signed up with somebody's address would share the account with them.
    private async Task<EmailEntry?> FindOwnerAsync(string identifier, CancellationToken cancellationToken) =>
        EmailAddress.IsValid(identifier) && await emails.FindClaimAsync(EmailAddress.KeyOf(identifier), cancellationToken).ConfigureAwait(false) is { VerifiedAt: not null } owner
            ? owner
            : null;

    // Any proven address signs in; the identity provider knows the primary one.
    private async Task<string> SignInAddressAsync(string identifier, CancellationToken cancellationToken) =>
        EmailAddress.IsValid(identifier)
            ? await emails.FindPrimaryOfAsync(EmailAddress.KeyOf(identifier), cancellationToken).ConfigureAwait(false) ?? identifier
            : identifier;

    private FlowProgress AskPassword(FlowState state, params ReadOnlySpan<FlowError> errors) => FlowProgress.Ask(
        state,
        new(FlowStepKinds.Password)
        {
            Fields = ["password"],
            Method = FlowMethods.Password,
            Methods = Methods() is { Count: > 1 } methods ? [.. methods.Where(method => method != FlowMethods.Password)] : null,
            Identifier = state.Identifier,
            Actions = [FlowActions.Restart],
        },
        errors);

    private List<string> Methods()
    {
        var methods = new List<string>();
        if (options.Value.Allows(FlowMethods.Password))
        {
            methods.Add(FlowMethods.Password);
        }

        if (options.Value.Allows(FlowMethods.Email) && codes.IsAvailable)
        {
            methods.Add(FlowMethods.Email);
        }

        return methods;
    }
}
