using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Attempts;

/// <summary>
/// Has the browser, or program, in which the link of a mail is used try passwords of the account again, as many as are free, whatever waits. Nobody
/// else gains from it, so who guesses goes on waiting; and each link works once.
/// </summary>
internal sealed class UnlockPasswords(
    CallContext call, AccountLinkSeal links, IUserStore users, IAttemptStore attempts, IChallengeStore spent, Journal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    private static readonly TimeSpan Freed = TimeSpan.FromMinutes(30);

    public async Task<Result> RunAsync(string token, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (links.Open(token, AccountLinkPurposes.Unlock, now) is not { } link)
        {
            return AccountLinkSeal.Invalid;
        }

        var freed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await users.FindAsync(link.User, ct).ConfigureAwait(false) is not { } user || user.IsBanned(now))
                {
                    return AccountLinkSeal.Invalid;
                }

                spent.Add(new() { Id = link.Id, ExpiresAt = link.ExpiresAt });
                var subject = AttemptSubjects.FreedOf(EmailAddress.KeyOf(user.Email), Devices.Devices.MarkOf(call));
                var counter = (await attempts.LockAsync([subject], ct).ConfigureAwait(false))[subject];
                counter.Clear();
                (counter.LastAt, counter.TrustedUntil) = (now, now + Freed);
                journal.Write(org: null, $"{user.Id}", new UserUnlocked(call.IpAddress, UserAgents.Parse(call.UserAgent)), actor: $"{user.Id}");
                return true;
            },
            cancellationToken,
            onDuplicate: AccountLinkSeal.Invalid).ConfigureAwait(false);
        return freed.Match<Result>(_ => Result.Success, error => error);
    }
}
