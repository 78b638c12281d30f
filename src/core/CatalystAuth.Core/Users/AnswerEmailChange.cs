using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>Answers a change of the primary address by the link that the old one got. Whoever has it reads that mailbox, signed in or not.</summary>
internal sealed class AnswerEmailChange(
    CallContext call, AccountLinkSeal links, IUserStore users, IEmailStore emails, IEmailChangeStore changes, MakeEmailPrimary primary, EndSession endSession,
    AccountNotices notices, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<EmailChangePreview>> PreviewAsync(string token, CancellationToken cancellationToken)
    {
        if (links.Open(token, AccountLinkPurposes.EmailChange, time.Now()) is not { } link
            || await FindAsync(link, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return AccountLinkSeal.Invalid;
        }

        return new EmailChangePreview(found.User.Email, found.Email.Address, found.Change.ToContract());
    }

    public Task<Result> ConfirmAsync(string token, CancellationToken cancellationToken) => RunAsync(
        token,
        async (waiting, ct) => (await primary.ChangeAsync(waiting.User, waiting.All, waiting.Email, $"{waiting.User.Id}", ct).ConfigureAwait(false))
            .TryGet(out _, out var refusal) ? true : refusal,
        cancellationToken);

    public Task<Result> RefuseAsync(string token, CancellationToken cancellationToken) => RunAsync(
        token,
        async (waiting, ct) =>
        {
            var (user, actor) = (waiting.User, $"{waiting.User.Id}");
            changes.Remove(waiting.Change);

            // Whoever asked for the change has brought them along; what the account had for long by then stays.
            foreach (var brought in waiting.All.Where(email => !email.Opens(waiting.Change.RequestedAt)))
            {
                emails.Remove(brought);
                journal.Write(org: null, actor, new UserEmailRemoved(brought.ToState()), actor);
                notices.AddressesChanged(user, brought, Mail.AddressChange.Removed);
            }

            var mine = call.Actor is Actor.User caller && caller.UserId == user.Id ? caller.SessionId : (SessionId?)null;
            var ended = await endSession.RunForAllAsync(user.Id, mine, SessionEndReasons.EmailChangeRefused, ct, actor).ConfigureAwait(false);
            journal.Write(org: null, actor, new UserEmailChangeStopped(new(waiting.Email.Address), Refused: true, ended), actor);
            return true;
        },
        cancellationToken);

    private async Task<Result> RunAsync(string token, Func<Waiting, CancellationToken, Task<Result<bool>>> answer, CancellationToken cancellationToken)
    {
        if (links.Open(token, AccountLinkPurposes.EmailChange, time.Now()) is not { } link)
        {
            return AccountLinkSeal.Invalid;
        }

        var answered = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                // Of two answers at once the second finds nothing that waits.
                await users.LockAsync(link.User, ct).ConfigureAwait(false);
                return await FindAsync(link, ct).ConfigureAwait(false) is { } waiting ? await answer(waiting, ct).ConfigureAwait(false) : AccountLinkSeal.Invalid;
            },
            cancellationToken,
            onDuplicate: AccountLinkSeal.Invalid).ConfigureAwait(false);
        return answered.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task<Waiting?> FindAsync(AccountLink link, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (await users.FindAsync(link.User, cancellationToken).ConfigureAwait(false) is not { } user || user.IsBanned(now)
            || await changes.FindAsync(user.Id, cancellationToken).ConfigureAwait(false) is not { } change
            || change.Id != link.Id || !change.IsOpen(user, now))
        {
            return null;
        }

        var all = await emails.ListAsync(user.Id, cancellationToken).ConfigureAwait(false);
        return all.FirstOrDefault(email => email.Id == change.EmailId) is { VerifiedAt: not null } email ? new(user, change, email, all) : null;
    }

    private sealed record Waiting(UserAccount User, StoredEmailChange Change, EmailEntry Email, IReadOnlyList<EmailEntry> All);
}
