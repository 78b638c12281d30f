using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Mail;

namespace CatalystAuth.Core.Users;

/// <summary>Removes an address of the caller's, with a change to it that waits.</summary>
internal sealed class RemoveEmail(MyEmails mine, IEmailStore emails, AccountNotices notices, Journal journal, TimeProvider time)
{
    private static readonly Error Primary = new(
        UserErrorCodes.EmailPrimary, "The primary address stays. Make another the primary one first.", ErrorKind.Conflict);

    private static readonly Error WasPrimary = new(
        UserErrorCodes.EmailWasPrimary, "The address was the primary one until lately. It can be removed a week after another took its place.", ErrorKind.Conflict);

    public async Task<Result> RunAsync(string reference, CancellationToken cancellationToken)
    {
        var removed = await mine.RunAsync<bool>(
            (user, entries, _) => Task.FromResult(Remove(user, MyEmails.Find(entries, reference))), onDuplicate: null, cancellationToken)
            .ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    private Result<bool> Remove(UserAccount user, EmailEntry? email)
    {
        if (email is null or { Primary: true })
        {
            return email is null ? MyEmails.NotFound : Primary;
        }

        if (email.WasPrimaryLately(time.Now()))
        {
            return WasPrimary;
        }

        emails.Remove(email);
        journal.Write(org: null, user.Id.ToString(), new UserEmailRemoved(email.ToState()));
        notices.AddressesChanged(user, email, AddressChange.Removed);
        return true;
    }
}
