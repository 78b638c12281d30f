using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>Tells old addresses again that they will not be asked much longer, and forgets changes that were not made.</summary>
public sealed class RemindEmailChanges
{
    private const int Batch = 200;

    private readonly IUserStore _users;
    private readonly IEmailStore _emails;
    private readonly IEmailChangeStore _changes;
    private readonly AccountNotices _notices;
    private readonly IUnitOfWork _unitOfWork;
    private readonly TimeProvider _time;

    internal RemindEmailChanges(
        IUserStore users, IEmailStore emails, IEmailChangeStore changes, AccountNotices notices, IUnitOfWork unitOfWork, TimeProvider time) =>
        (_users, _emails, _changes, _notices, _unitOfWork, _time) = (users, emails, changes, notices, unitOfWork, time);

    /// <summary>Does what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = _time.Now();
        var due = await _changes.ListUnremindedAsync(now - StoredEmailChange.Delay + StoredEmailChange.ReminderBefore, Batch, cancellationToken)
            .ConfigureAwait(false);
        foreach (var user in due)
        {
            await _unitOfWork.RunAsync(ct => RemindAsync(user, ct), cancellationToken).ConfigureAwait(false);
        }

        await _unitOfWork.RepeatAsync(Batch, ct => _changes.PurgeAsync(now - StoredEmailChange.Delay - StoredEmailChange.Open, Batch, ct), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<Result<bool>> RemindAsync(UserId id, CancellationToken cancellationToken)
    {
        await _users.LockAsync(id, cancellationToken).ConfigureAwait(false);
        if (await _users.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } user
            || await _changes.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { RemindedAt: null } change)
        {
            return false;
        }

        change.RemindedAt = _time.Now();
        var all = await _emails.ListAsync(id, cancellationToken).ConfigureAwait(false);
        if (change.IsOpen(user, _time.Now()) && all.FirstOrDefault(email => email.Id == change.EmailId) is { } wanted)
        {
            _notices.AskToChangeAddress(user, wanted, change, isReminder: true);
        }

        return true;
    }
}
