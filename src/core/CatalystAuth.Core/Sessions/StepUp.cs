using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Lets a user prove anew who they are, without another session (RFC 9470).</summary>
internal sealed class StepUp(
    CallContext call, IUserStore users, PasswordProof passwords, TotpProof totp, RecoveryCodes recoveryCodes, PasskeyAssertions passkeys, ProvenSession proven,
    SessionTokens tokens, IOptions<FlowOptions> flows, IUnitOfWork unitOfWork)
{
    private static readonly Error OneProof = new(
        FlowErrorCodes.InvalidAnswer, "One proof is needed: a password, a code or a passkey.", ErrorKind.Invalid);

    /// <summary>Asks for a passkey of the caller's.</summary>
    public async Task<Result<PasskeyChallenge>> BeginPasskeyAsync(CancellationToken cancellationToken) =>
        MyAccount.Themselves(call).TryGet(out var caller, out var refusal)
            ? await passkeys.BeginAssertionAsync(caller.UserId, cancellationToken).ConfigureAwait(false)
            : refusal;

    public async Task<Result<SteppedUp>> RunAsync(StepUpRequest request, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
        {
            return refusal;
        }

        if (!FlowRefusals.TryReadOrg(request.Org, out var org))
        {
            return TokenRefusals.InvalidTarget;
        }

        // Before anything is proven: a code is good once, and not to be spent in vain.
        if (org is { } wanted && await tokens.FindOrgAsync(caller.UserId, wanted, cancellationToken).ConfigureAwait(false) is null)
        {
            return TokenRefusals.InvalidTarget;
        }

        // Before the transaction: what a wrong proof counts for holds whatever becomes of the rest.
        if (!(await ProveAsync(caller.UserId, request, cancellationToken).ConfigureAwait(false)).TryGet(out var amr, out refusal))
        {
            return refusal;
        }

        var raised = await unitOfWork.RunAsync(ct => RaiseAsync(caller, amr, org, ct), cancellationToken).ConfigureAwait(false);
        if (!raised.TryGet(out var done, out refusal))
        {
            return refusal;
        }

        // Proven it is, also where the organisation asks for more.
        if (done.Access.Unmet is { } unmet)
        {
            return unmet;
        }

        var access = tokens.Sign(done.Access);
        return new SteppedUp(call.IsOfBrowser ? string.Empty : access.Text, OAuthNames.Bearer, access.ExpiresIn, done.At, access.Claims.Acr);
    }

    /// <summary>How the caller has proven who they are.</summary>
    private async Task<Result<IReadOnlyList<string>>> ProveAsync(UserId user, StepUpRequest request, CancellationToken cancellationToken) => request switch
    {
        { Password: { } password, Code: null, Passkey: null } => await ByPasswordAsync(user, password, cancellationToken).ConfigureAwait(false),
        { Password: null, Code: { } code, Passkey: null } => await ByCodeAsync(user, code, cancellationToken).ConfigureAwait(false),
        { Password: null, Code: null, Passkey: { } answer } => await ByPasskeyAsync(user, answer, cancellationToken).ConfigureAwait(false),
        _ => OneProof,
    };

    private async Task<Result<IReadOnlyList<string>>> ByPasswordAsync(UserId user, string password, CancellationToken cancellationToken)
    {
        if (!flows.Value.HasPasswords)
        {
            return FlowRefusals.NoPasswords;
        }

        if (await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return UserRefusals.WrongPassword;
        }

        var proven = await passwords.VerifyAsync(known.Email, known.Email, password, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var id, out var refusal) ? refusal : id != user ? UserRefusals.WrongPassword : new[] { AuthMethods.Password };
    }

    // A recovery code stands in for an app that is lost, as it does at sign-in.
    private async Task<Result<IReadOnlyList<string>>> ByCodeAsync(UserId user, string code, CancellationToken cancellationToken)
    {
        var tried = RecoveryCodeText.Normalize(code) is null
            ? await totp.VerifyAsync(user, code, cancellationToken).ConfigureAwait(false)
            : await recoveryCodes.VerifyAsync(user, code, cancellationToken).ConfigureAwait(false);
        return !tried.TryGet(out var isRight, out var refusal) ? refusal : isRight ? new[] { AuthMethods.OneTimeCode } : FactorRefusals.WrongCode;
    }

    private async Task<Result<IReadOnlyList<string>>> ByPasskeyAsync(UserId user, PasskeyAnswer answer, CancellationToken cancellationToken)
    {
        var proven = await passkeys.FinishAssertionAsync(answer.State, answer.Response, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var proof, out var refusal) ? refusal : proof.User == user ? proof.Amr.ToList() : FactorRefusals.PasskeyInvalid;
    }

    private async Task<Result<(AccessTokenDraft Access, DateTimeOffset At)>> RaiseAsync(
        Actor.User caller, IReadOnlyList<string> amr, OrgRef? org, CancellationToken cancellationToken)
    {
        if (!(await proven.RaiseAsync(caller, amr, cancellationToken).ConfigureAwait(false)).TryGet(out var raised, out var refusal))
        {
            return refusal;
        }

        var (session, user) = raised;
        var access = await tokens.DraftAccessAsync(session, user, org, cancellationToken).ConfigureAwait(false);
        if (org is not null && access is { Identity: null, Unmet: null })
        {
            return TokenRefusals.InvalidTarget;
        }

        return (access, session.AuthenticatedAt!.Value);
    }
}
