using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.RateLimits;

namespace CatalystAuth.Core.Users;

/// <summary>
/// Makes a proven address of the caller's the primary one, when the one that is agrees or has not stopped it for long enough. One that nobody has
/// proven has no say: who made the account may have mistyped it.
/// </summary>
internal sealed class MakeEmailPrimary(
    CallContext call, MyEmails mine, IUserStore users, IEmailStore emails, IEmailChangeStore changes, IIdentityProvider identity, AccountNotices notices,
    MailQueue mails, MailboxLimit limit, Journal journal, Invalidations invalidations, TimeProvider time)
{
    private static readonly Error Unverified = new(
        UserErrorCodes.EmailUnverified, "Prove the address with the code that was sent to it first.", ErrorKind.Conflict);

    private static readonly Error NoMail = new(
        UserErrorCodes.NoMail, "Mails can't be sent here, so the address that the account has can't be asked.", ErrorKind.Conflict);

    private static readonly Error NoChange = new(
        UserErrorCodes.NoEmailChange, "No change to this address waits.", ErrorKind.NotFound);

    public async Task<Result<UserEmail>> RunAsync(string reference, CancellationToken cancellationToken)
    {
        // Not inside of the transaction, as it may ask over the network.
        var mayAsk = await MayAskAsync(reference, cancellationToken).ConfigureAwait(false);
        return await mine.RunAsync<UserEmail>(
            async (user, entries, ct) =>
            {
                if (MyEmails.Find(entries, reference) is not { } email)
                {
                    return MyEmails.NotFound;
                }

                if (email.Primary)
                {
                    return email.ToContract();
                }

                if (email.VerifiedAt is null)
                {
                    return Unverified;
                }

                var waiting = await changes.FindAsync(user.Id, ct).ConfigureAwait(false);
                return !NeedsConsent(user, waiting, email) ? await ChangeAsync(user, entries, email, actor: null, ct).ConfigureAwait(false)
                    : !mails.IsAvailable ? NoMail
                    : mayAsk is { IsAllowed: false } taken ? RateLimitRefusals.TooMany(taken.RetryAfter)
                    : Ask(user, waiting, email);
            },
            onDuplicate: Unverified,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a change back that waits.</summary>
    public async Task<Result> WithdrawAsync(string reference, CancellationToken cancellationToken)
    {
        var withdrawn = await mine.RunAsync<bool>(
            async (user, entries, ct) =>
            {
                if (MyEmails.Find(entries, reference) is not { } email)
                {
                    return MyEmails.NotFound;
                }

                if (await changes.FindAsync(user.Id, ct).ConfigureAwait(false) is not { } waiting || waiting.EmailId != email.Id)
                {
                    return NoChange;
                }

                changes.Remove(waiting);
                journal.Write(org: null, user.Id.ToString(), new UserEmailChangeStopped(new(email.Address), Refused: false, SessionsEnded: 0));
                return true;
            },
            onDuplicate: null,
            cancellationToken).ConfigureAwait(false);
        return withdrawn.Match<Result>(_ => Result.Success, error => error);
    }

    /// <summary>Makes the change. Part of a larger unit of work that holds the user and has authorized it.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="entries">All addresses of theirs.</param>
    /// <param name="email">The one that is to be the primary one; proven.</param>
    /// <param name="actor">Who, when it is not the caller.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<UserEmail>> ChangeAsync(
        UserAccount user, IReadOnlyList<EmailEntry> entries, EmailEntry email, string? actor, CancellationToken cancellationToken)
    {
        var set = await identity.SetEmailAsync(user.Id, email.Address, cancellationToken).ConfigureAwait(false);
        if (!set.IsSuccess)
        {
            return set.Error;
        }

        if (await changes.FindAsync(user.Id, cancellationToken).ConfigureAwait(false) is { } waiting)
        {
            changes.Remove(waiting);
        }

        journal.Write(org: null, user.Id.ToString(), new UserEmailPrimaryChanged(new(user.Email), new(email.Address)), actor);
        notices.AddressChanged(user, email.Address);
        if (entries.FirstOrDefault(entry => entry.Primary) is { } old)
        {
            old.Primary = false;
            old.ReplacedAt = old.VerifiedAt is null ? null : time.Now();
            old.Claimed = old.VerifiedAt is null ? null : old.Normalized;
        }

        (email.Primary, email.ReplacedAt) = (true, null);
        user.Email = email.Address;
        user.EmailVerified = true;
        user.Version++;
        invalidations.UserClaims(user.Id);
        return email.ToContract();
    }

    private UserEmail Ask(UserAccount user, StoredEmailChange? waiting, EmailEntry email)
    {
        var now = time.Now();
        if (waiting is not null && waiting.EmailId == email.Id && waiting.IsOpen(user, now))
        {
            // Another mail, and no other time.
            notices.AskToChangeAddress(user, email, waiting, isReminder: false);
            return email.ToContract() with { Change = waiting.ToContract() };
        }

        if (waiting is null)
        {
            waiting = new() { UserId = user.Id, Id = Guid.CreateVersion7(now), EmailId = email.Id, RequestedAt = now };
            changes.Add(waiting);
        }
        else
        {
            (waiting.Id, waiting.EmailId, waiting.RequestedAt, waiting.RemindedAt) = (Guid.CreateVersion7(now), email.Id, now, null);
        }

        journal.Write(
            org: null, user.Id.ToString(), new UserEmailChangeRequested(new(user.Email), new(email.Address), waiting.PossibleFrom));
        notices.AskToChangeAddress(user, email, waiting, isReminder: false);
        return email.ToContract() with { Change = waiting.ToContract() };
    }

    private bool NeedsConsent(UserAccount user, StoredEmailChange? waiting, EmailEntry email) =>
        user.EmailVerified
        && !(waiting is not null && waiting.EmailId == email.Id && waiting.IsOpen(user, time.Now()) && time.Now() >= waiting.PossibleFrom);

    /// <summary>Takes one of the mails that the old address may get; null when none is needed.</summary>
    private async Task<RateLimitState?> MayAskAsync(string reference, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out _)
            || await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is not { } user
            || MyEmails.Find(await emails.ListAsync(user.Id, cancellationToken).ConfigureAwait(false), reference) is not { Primary: false, VerifiedAt: not null } email)
        {
            return null;
        }

        var waiting = await changes.FindAsync(user.Id, cancellationToken).ConfigureAwait(false);
        return NeedsConsent(user, waiting, email) ? await limit.TakeAsync(user.Id, user.Email, cancellationToken).ConfigureAwait(false) : null;
    }
}
