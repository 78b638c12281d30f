using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Users;

/// <summary>Sets a password; the user's other sessions end.</summary>
internal sealed class ChangePassword(
    CallContext call, IUserStore users, ISessionStore sessions, BrowserCookie cookie, IMembershipStore memberships, IIdentityProvider identity, UserFactors factors, PasswordProof passwords, FreshSession fresh,
    EndSession endSession, AccountNotices notices, Journal journal, IOptions<FlowOptions> flows, IUnitOfWork unitOfWork)
{
    /// <summary>The caller's, with the one before as proof; without one, with a fresh proof.</summary>
    public async Task<Result> RunAsync(SetPasswordRequest request, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
        {
            return refusal;
        }

        if (!flows.Value.HasPasswords)
        {
            return FlowRefusals.NoPasswords;
        }

        if (await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return Refusals.Unauthenticated;
        }

        // Before the transaction: what a wrong password counts for holds whatever becomes of the rest.
        if (await WhyNotAsync(user, request.CurrentPassword, cancellationToken).ConfigureAwait(false) is { } unproven)
        {
            return unproven;
        }

        var requiredAt = user.PasswordChangeRequiredAt;
        if (requiredAt is not null && await IsOfBeforeAsync(user, request.Password, cancellationToken).ConfigureAwait(false))
        {
            return UserRefusals.PasswordUnchanged;
        }

        var changed = await unitOfWork.RunAsync(
            async ct =>
            {
                await users.LockAsync(user.Id, ct).ConfigureAwait(false);
                if (await users.FindAsync(user.Id, ct).ConfigureAwait(false) is not { } held
                    || await sessions.FindAsync(caller.SessionId, ct).ConfigureAwait(false) is not { RevokedAt: null } session || !cookie.TryRenew(session))
                {
                    return Refusals.Unauthenticated;
                }

                return await RunInsideAsync(held, request.Password, requiredAt, caller.SessionId, actor: null, ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return changed.Match<Result>(_ => Result.Success, error => error);
    }

    /// <summary>Sets it for a user who has proven who they are. Part of a larger unit of work that holds the user. How many sessions have ended.</summary>
    /// <param name="user">The user, read in that unit of work.</param>
    /// <param name="password">The password.</param>
    /// <param name="requiredAt">When an admin had asked for it, as it was compared with the one of before; what was asked for since stays.</param>
    /// <param name="except">The session that goes on; null for none.</param>
    /// <param name="actor">Who, when it is not the caller.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<int>> RunInsideAsync(
        UserAccount user, string password, DateTimeOffset? requiredAt, SessionId? except, string? actor, CancellationToken cancellationToken)
    {
        var context = await ContextOfAsync(user, cancellationToken).ConfigureAwait(false);
        var set = await identity.SetPasswordAsync(user.Id, password, context, cancellationToken).ConfigureAwait(false);
        if (!set.IsSuccess)
        {
            return set.Error;
        }

        if (user.PasswordChangeRequiredAt is not null && user.PasswordChangeRequiredAt == requiredAt)
        {
            user.PasswordChangeRequiredAt = null;
            user.Version++;
        }

        var ended = await endSession.RunForAllAsync(user.Id, except, SessionEndReasons.PasswordChanged, cancellationToken, actor).ConfigureAwait(false);
        journal.Write(org: null, user.Id.ToString(), new UserPasswordChanged(ended), actor);
        notices.PasswordChanged(user);
        return ended;
    }

    /// <summary>
    /// Whether a password is the one of before. For who has proven that one, or is counted by <see cref="ComparedPasswords"/>; what strangers guessed elsewhere is
    /// no matter here. Not inside of a unit of work, as it takes long and may write a newer hash.
    /// </summary>
    public async Task<bool> IsOfBeforeAsync(UserAccount user, string password, CancellationToken cancellationToken) =>
        await identity.HasPasswordAsync(user.Id, cancellationToken).ConfigureAwait(false)
        && await identity.VerifyPasswordAsync(user.Email, password, cancellationToken).ConfigureAwait(false) == user.Id;

    /// <summary>What a new password of a user is judged with.</summary>
    public async Task<PasswordContext> ContextOfAsync(UserAccount user, CancellationToken cancellationToken)
    {
        var set = await factors.OfAsync(user.Id, cancellationToken).ConfigureAwait(false);
        var orgs = await memberships.ListOfUserAsync(user.Id, cancellationToken).ConfigureAwait(false);
        return PasswordContext.Of(user.Email, user.Name, set.HasSecondFactor, orgs.Select(org => org.Name));
    }

    private async Task<Error?> WhyNotAsync(UserAccount user, string? current, CancellationToken cancellationToken)
    {
        if (!await identity.HasPasswordAsync(user.Id, cancellationToken).ConfigureAwait(false))
        {
            return await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false);
        }

        if (current is null)
        {
            return UserRefusals.WrongPassword;
        }

        var proven = await passwords.VerifyAsync(user.Email, user.Email, current, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var id, out var refusal) ? refusal : id == user.Id ? null : UserRefusals.WrongPassword;
    }
}
