using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>The addresses of the caller: what its use cases share.</summary>
internal sealed class MyEmails(
    CallContext call, IUserStore users, IEmailStore emails, IEmailChangeStore changes, FreshSession fresh, IUnitOfWork unitOfWork, TimeProvider time)
{
    public static readonly Error NotFound = new(UserErrorCodes.EmailNotFound, "You have no such address.", ErrorKind.NotFound);

    public async Task<Result<IReadOnlyList<UserEmail>>> ListAsync(CancellationToken cancellationToken)
    {
        if (!MyAccount.Caller(call).TryGet(out var caller, out var error))
        {
            return error;
        }

        var found = await emails.ListAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
        var change = await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false) is { } user
            && await changes.FindAsync(user.Id, cancellationToken).ConfigureAwait(false) is { } waiting && waiting.IsOpen(user, time.Now())
            ? waiting
            : null;
        return found.Select(email => email.ToContract() with { Change = email.Id == change?.EmailId ? change.ToContract() : null }).ToList();
    }

    /// <summary>Does work on the caller's addresses while nobody else changes the account, once they have proven lately who they are.</summary>
    public async Task<Result<T>> RunAsync<T>(
        Func<UserAccount, IReadOnlyList<EmailEntry>, CancellationToken, Task<Result<T>>> work, Error? onDuplicate,
        CancellationToken cancellationToken) =>
        !MyAccount.Themselves(call).TryGet(out var caller, out var error)
            ? error
            : await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven ? unproven
            : await unitOfWork.RunAsync<T>(
                async ct =>
                {
                    await users.LockAsync(caller.UserId, ct).ConfigureAwait(false);
                    return await users.FindAsync(caller.UserId, ct).ConfigureAwait(false) is { } user
                        ? await work(user, await emails.ListAsync(user.Id, ct).ConfigureAwait(false), ct).ConfigureAwait(false)
                        : Refusals.Unauthenticated;
                },
                cancellationToken,
                onDuplicate).ConfigureAwait(false);

    /// <summary>The address that a caller names by its id or as it is.</summary>
    public static EmailEntry? Find(IReadOnlyList<EmailEntry> emails, string reference)
    {
        if (EmailId.TryParse(reference, null, out var id))
        {
            return emails.FirstOrDefault(email => email.Id == id);
        }

        var normalized = EmailAddress.IsValid(reference) ? EmailAddress.KeyOf(reference) : null;
        return emails.FirstOrDefault(email => email.Normalized == normalized);
    }
}
