using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Sessions;

/// <summary>Lets a user prove anew who they are, without another session (RFC 9470).</summary>
internal sealed class StepUp(
    CallContext call, ProofsAnew proofs, PasskeyAssertions passkeys, ProvenSession proven, SessionTokens tokens, IUnitOfWork unitOfWork)
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

        // Before anything is proven: a code is good once, and not to be spent in vain.
        if (!(await ReadOrgAsync(caller.UserId, request.Org, cancellationToken).ConfigureAwait(false)).TryGet(out var org, out refusal))
        {
            return refusal;
        }

        // Before the transaction: what a wrong proof counts for holds whatever becomes of the rest.
        if (!(await ProveAsync(caller.UserId, request, cancellationToken).ConfigureAwait(false)).TryGet(out var amr, out refusal))
        {
            return refusal;
        }

        var raised = await unitOfWork.RunAsync(ct => RaiseAsync(caller, amr, org, ct), cancellationToken).ConfigureAwait(false);

        // Proven it is, also where the organisation asks for more.
        return !raised.TryGet(out var done, out refusal) ? refusal : done.Access.Unmet is { } unmet ? unmet : Tell(done);
    }

    /// <summary>The organisation that the new access token is to be for; refused where the user can't enter it.</summary>
    public async Task<Result<OrgRef?>> ReadOrgAsync(UserId user, string? named, CancellationToken cancellationToken) =>
        !FlowRefusals.TryReadOrg(named, out var org)
        || (org is { } wanted && await tokens.FindOrgAsync(user, wanted, cancellationToken).ConfigureAwait(false) is null)
            ? TokenRefusals.InvalidTarget
            : org;

    /// <summary>Notes in the caller's session what they have proven, and drafts an access token that says so. Part of a larger unit of work.</summary>
    public async Task<Result<RaisedSession>> RaiseAsync(Actor.User caller, IReadOnlyList<string> amr, OrgRef? org, CancellationToken cancellationToken)
    {
        if (!(await proven.RaiseAsync(caller, amr, cancellationToken).ConfigureAwait(false)).TryGet(out var raised, out var refusal))
        {
            return refusal;
        }

        var (session, user) = raised;
        var access = await tokens.DraftAccessAsync(session, user, org, cancellationToken).ConfigureAwait(false);
        return org is not null && access is { Identity: null, Unmet: null } ? TokenRefusals.InvalidTarget : new RaisedSession(session, user, access);
    }

    /// <summary>What the caller is told of it.</summary>
    public SteppedUp Tell(RaisedSession raised)
    {
        var access = tokens.Sign(raised.Access);
        return new SteppedUp(
            call.IsOfBrowser ? string.Empty : access.Text, OAuthNames.Bearer, access.ExpiresIn, raised.Session.AuthenticatedAt!.Value, access.Claims.Acr);
    }

    private async Task<Result<IReadOnlyList<string>>> ProveAsync(UserId user, StepUpRequest request, CancellationToken cancellationToken) => request switch
    {
        { Password: { } password, Code: null, Passkey: null } => await proofs.ByPasswordAsync(user, password, cancellationToken).ConfigureAwait(false),
        { Password: null, Code: { } code, Passkey: null } => await proofs.ByCodeAsync(user, code, cancellationToken).ConfigureAwait(false),
        { Password: null, Code: null, Passkey: { } answer } => await proofs.ByPasskeyAsync(user, answer, cancellationToken).ConfigureAwait(false),
        _ => OneProof,
    };
}

/// <summary>A session whose user has just proven who they are.</summary>
/// <param name="Session">The session, as it is now.</param>
/// <param name="User">The user.</param>
/// <param name="Access">An access token of it.</param>
internal sealed record RaisedSession(UserSession Session, UserAccount User, AccessTokenDraft Access);
