using System.Security.Cryptography;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Mail.Templates;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Mail;

/// <summary>What a node that sends mails does: takes some that are due, and says what became of each.</summary>
public sealed class MailWork(IMailStore store, MailSeal seal, MailRenderer renderer, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>For how long a node has a mail; longer than it may take to send one.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>How long until the next one is due; null when none waits.</summary>
    public async Task<TimeSpan?> FindWaitAsync(CancellationToken cancellationToken) =>
        await store.FindNextDueAsync(cancellationToken).ConfigureAwait(false) is { } due ? due - time.Now() : null;

    /// <summary>Takes some that are due.</summary>
    public async Task<IReadOnlyList<LeasedMail>> LeaseAsync(string owner, int most, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var leased = await RunAsync(ct => store.LeaseAsync(owner, now, now + Lease, most, ct), cancellationToken).ConfigureAwait(false);
        var mails = new List<LeasedMail>(leased.Count);
        foreach (var mail in leased)
        {
            var isExpired = mail.ExpiresAt <= now;
            var content = isExpired ? null : seal.Open(mail);
            var rendered = content is null ? null : await renderer.RenderAsync(mail.Id, content, cancellationToken).ConfigureAwait(false);
            mails.Add(new(mail.Id, mail.Kind, mail.Tries, mail.ExpiresAt, isExpired, rendered));
        }

        return mails;
    }

    /// <summary>Records what became of a mail, and keeps the lease of others.</summary>
    /// <param name="owner">Who has the lease.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="outcome">What became of it; null when it is dropped as it is of no use any more.</param>
    /// <param name="rest">The others.</param>
    /// <param name="goOn">Whether they are this node's to send next, or anybody's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RecordAsync(
        string owner, LeasedMail mail, MailOutcome? outcome, IReadOnlyCollection<MailId> rest, bool goOn, CancellationToken cancellationToken) =>
        await RunAsync(
            async ct =>
            {
                var now = time.Now();
                if (outcome == MailOutcome.Deferred)
                {
                    await store.DeferAsync(owner, mail.Id, NextTry(mail, now), ct).ConfigureAwait(false);
                }
                else
                {
                    await store.RemoveAsync(mail.Id, ct).ConfigureAwait(false);
                }

                if (rest.Count > 0)
                {
                    await store.RenewAsync(owner, rest, goOn ? now + Lease : now, ct).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>How much waits, on all nodes.</summary>
    public Task<MailBacklog> ObserveAsync(CancellationToken cancellationToken) => store.CountAsync(time.Now(), cancellationToken);

    // Not later than its end, so that it is dropped then.
    private static DateTimeOffset NextTry(LeasedMail mail, DateTimeOffset now)
    {
        var next = now + MailRetries.Next(mail.Tries + 1, RandomNumberGenerator.GetInt32(1001) / 1000.0);
        return next < mail.ExpiresAt ? next : mail.ExpiresAt;
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<T>(async ct => await work(ct).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return done.TryGet(out var value, out var error) ? value : throw new InfraException($"Mails can't be taken or recorded: {error.Code}.");
    }
}

/// <summary>A mail that this node is to send.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">One of <see cref="MailKinds"/>.</param>
/// <param name="Tries">How often it was tried before.</param>
/// <param name="ExpiresAt">From when on it is dropped unsent.</param>
/// <param name="IsExpired">Whether that is now.</param>
/// <param name="Mail">What to send; null when it is of no use any more, or can't be read by this node.</param>
public sealed record LeasedMail(MailId Id, string Kind, int Tries, DateTimeOffset ExpiresAt, bool IsExpired, OutgoingMail? Mail);
