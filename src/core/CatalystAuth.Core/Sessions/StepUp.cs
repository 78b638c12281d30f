using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Lets a user prove anew who they are, without another session (RFC 9470).</summary>
internal sealed class StepUp(
    CallContext call, IUserStore users, PasswordProof passwords, ISessionStore sessions, SessionTokens tokens, Journal journal,
    IUnitOfWork unitOfWork, IOptions<UserSessionOptions> options, TimeProvider time)
{
    private const string Password = "pwd";

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

        // Before the transaction: what a wrong password counts for holds whatever becomes of the rest.
        if (await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return UserRefusals.WrongPassword;
        }

        if (!(await passwords.VerifyAsync(known.Email, known.Email, request.Password, cancellationToken).ConfigureAwait(false)).TryGet(out var proven, out refusal))
        {
            return refusal;
        }

        if (proven != caller.UserId)
        {
            return UserRefusals.WrongPassword;
        }

        var raised = await unitOfWork.RunAsync(ct => RaiseAsync(caller, org, ct), cancellationToken).ConfigureAwait(false);
        if (!raised.TryGet(out var done, out refusal))
        {
            return refusal;
        }

        var access = tokens.Sign(done.Access);
        return new SteppedUp(access.Text, OAuthNames.Bearer, access.ExpiresIn, done.At, access.Claims.Acr);
    }

    private async Task<Result<(AccessTokenDraft Access, DateTimeOffset At)>> RaiseAsync(
        Actor.User caller, OrgRef? org, CancellationToken cancellationToken)
    {
        await users.LockAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
        var now = time.Now();
        var user = await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
        var session = await sessions.FindAsync(caller.SessionId, cancellationToken).ConfigureAwait(false);
        if (user is null || user.IsBanned(now) || session?.IsLive(now, now - options.Value.IdleLifetime) != true)
        {
            return Refusals.Unauthenticated;
        }

        session.AuthenticatedAt = now;
        session.Amr = session.Amr.Contains(Password, StringComparer.Ordinal) ? session.Amr : [.. session.Amr, Password];
        var access = await tokens.DraftAccessAsync(session, user, org, cancellationToken).ConfigureAwait(false);
        if (org is not null && access.Identity is null)
        {
            return TokenRefusals.InvalidTarget;
        }

        journal.Write(org: null, session.Id.ToString(), new SessionSteppedUp(session.ToState()));
        return (access, now);
    }
}
