using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Invalidation;

namespace CatalystAuth.Core.Users;

/// <summary>Removes an address of the caller's, or makes another the primary one.</summary>
internal sealed class ChangeEmails(
    MyEmails mine, IEmailStore emails, IIdentityProvider identity, AccountNotices notices, Journal journal, Invalidations invalidations)
{
    private static readonly Error Primary = new(
        UserErrorCodes.EmailPrimary, "The primary address stays. Make another the primary one first.", ErrorKind.Conflict);

    private static readonly Error Unverified = new(
        UserErrorCodes.EmailUnverified, "Prove the address with the code that was sent to it first.", ErrorKind.Conflict);

    public async Task<Result> RemoveAsync(string reference, CancellationToken cancellationToken)
    {
        var removed = await mine.RunAsync<bool>(
            (user, entries, _) => Task.FromResult(Remove(user, MyEmails.Find(entries, reference))), onDuplicate: null, cancellationToken)
            .ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    public Task<Result<UserEmail>> MakePrimaryAsync(string reference, CancellationToken cancellationToken) => mine.RunAsync<UserEmail>(
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

            var changed = await identity.SetEmailAsync(user.Id, email.Address, ct).ConfigureAwait(false);
            return changed.IsSuccess ? Change(user, entries.FirstOrDefault(entry => entry.Primary), email) : changed.Error;
        },
        onDuplicate: Unverified,
        cancellationToken);

    private Result<bool> Remove(UserAccount user, EmailEntry? email)
    {
        if (email is null or { Primary: true })
        {
            return email is null ? MyEmails.NotFound : Primary;
        }

        emails.Remove(email);
        journal.Write(org: null, user.Id.ToString(), new UserEmailRemoved(email.ToState()));
        return true;
    }

    private UserEmail Change(UserAccount user, EmailEntry? old, EmailEntry email)
    {
        journal.Write(org: null, user.Id.ToString(), new UserEmailPrimaryChanged(new(user.Email), new(email.Address)));
        notices.AddressChanged(user, email.Address);
        if (old is not null)
        {
            old.Primary = false;
            old.Claimed = old.VerifiedAt is null ? null : old.Normalized;
        }

        email.Primary = true;
        user.Email = email.Address;
        user.EmailVerified = true;
        user.Version++;
        invalidations.UserIdentity(user.Id);
        return email.ToContract();
    }
}
