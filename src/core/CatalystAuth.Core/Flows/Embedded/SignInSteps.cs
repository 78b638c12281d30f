using System.Text.Json;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>Signing in: who, then a proof. Every answer is the same whether the account exists or not.</summary>
internal sealed class SignInSteps(
    PasswordProof passwords, MailedCodes codes, PasskeyAssertions passkeys, SecondFactorSteps secondFactor, IEmailStore emails,
    IOptions<FlowOptions> options, TimeProvider time)
{
    private static readonly string[] ByPassword = [AuthMethods.Password];
    private static readonly string[] ByEmail = [AuthMethods.Email];

    public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
        IdentifyAsync(state, answers, isFirst: answers.AreNone(), cancellationToken);

    public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) => state.Step.Kind switch
    {
        _ when answers.Action == FlowActions.Restart => IdentifyAsync(state.Anew(), answers, isFirst: true, cancellationToken),
        FlowStepKinds.Identify => IdentifyAsync(state, answers, isFirst: false, cancellationToken),
        FlowStepKinds.Mfa => secondFactor.AnswerAsync(state, answers, cancellationToken),
        _ => ProveAsync(state, answers, answers.Method ?? state.Step.Method!, cancellationToken),
    };

    private async Task<Result<FlowProgress>> IdentifyAsync(FlowState state, FlowAnswers answers, bool isFirst, CancellationToken cancellationToken)
    {
        if (answers.Passkey is { } passkey)
        {
            return await PasskeyAsync(state, passkey, cancellationToken).ConfigureAwait(false);
        }

        var identifier = answers.Identifier?.Trim();
        if (!string.IsNullOrEmpty(identifier) && identifier.Length <= EmailAddress.MaxLength)
        {
            state = state.Anew() with { Identifier = identifier };
            return (answers.Method ?? Methods().FirstOrDefault()) is { } method
                ? await ProveAsync(state, answers, method, cancellationToken).ConfigureAwait(false)
                : await AskIdentifierAsync(
                    state, [new(FlowErrorCodes.InvalidAnswer, "One signs in with a passkey here.", "passkey")], cancellationToken).ConfigureAwait(false);
        }

        return isFirst
            ? await AskIdentifierAsync(state, [], cancellationToken).ConfigureAwait(false)
            : await AskIdentifierAsync(
                state, [new(FlowErrorCodes.InvalidAnswer, "The e-mail address of the account is needed.", "identifier")], cancellationToken).ConfigureAwait(false);
    }

    // A browser may offer a passkey while the address is being typed, of whomever: that tells nobody who has one.
    private async Task<FlowProgress> AskIdentifierAsync(FlowState state, FlowError[] errors, CancellationToken cancellationToken)
    {
        var step = new FlowStep(FlowStepKinds.Identify) { Fields = ["identifier"] };
        if (!options.Value.Allows(FlowMethods.Passkey))
        {
            return FlowProgress.Ask(state, step, errors);
        }

        var challenge = await passkeys.BeginAssertionAsync(user: null, cancellationToken).ConfigureAwait(false);
        return FlowProgress.Ask(
            state with { PasskeyState = challenge.State }, step with { Fields = Methods().Count == 0 ? ["passkey"] : ["identifier", "passkey"], Passkey = challenge.Options }, errors);
    }

    private async Task<Result<FlowProgress>> PasskeyAsync(FlowState state, JsonElement response, CancellationToken cancellationToken)
    {
        var finished = await passkeys.FinishAssertionAsync(state.PasskeyState, response, cancellationToken).ConfigureAwait(false);
        return finished.TryGet(out var proof, out var refusal) && options.Value.Allows(FlowMethods.Passkey)
            ? new FlowProgress(state with { User = proof.User, Amr = proof.Amr, PasskeyState = null }, IsProven: true)
            : refusal is null or { Kind: ErrorKind.Invalid or ErrorKind.Unauthenticated }
                ? await AskIdentifierAsync(state, [FlowRefusals.InvalidPasskey], cancellationToken).ConfigureAwait(false)
                : refusal;
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
            : user is { } known
                ? await secondFactor.ContinueAsync(AskPassword(state).State with { User = known, Amr = ByPassword }, answers, cancellationToken).ConfigureAwait(false)
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
            ? await secondFactor.ContinueAsync(
                MailedCodes.Ask(state).State with { User = owner.User, Amr = ByEmail }, new(), cancellationToken).ConfigureAwait(false)
            : MailedCodes.Ask(state, FlowRefusals.InvalidCode);
    }

    private Func<MailedProof, CancellationToken, Task<(MailAddress To, MailMessage Message)?>> MailAsync(string identifier) => async (proof, ct) =>
        await FindOwnerAsync(identifier, ct).ConfigureAwait(false) is { } owner
            ? (new(owner.Address, owner.Name, owner.User), new SignInCodeMail(proof.Code, proof.ExpiresAt, proof.Link, proof.Device, proof.Place))
            : null;

    // Only of an address that was proven before: else who first signed up with somebody's address would share the account with them.
    private async Task<AddressOwner?> FindOwnerAsync(string identifier, CancellationToken cancellationToken) =>
        EmailAddress.IsValid(identifier)
            && await emails.FindOwnerAsync(EmailAddress.KeyOf(identifier), time.Now(), cancellationToken).ConfigureAwait(false) is { IsProven: true, Opens: true } owner
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
