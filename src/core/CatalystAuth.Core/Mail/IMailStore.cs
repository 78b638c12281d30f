namespace CatalystAuth.Core.Mail;

/// <summary>Where mails wait, shared by all nodes. All but the reading is part of the current transaction.</summary>
public interface IMailStore
{
    /// <summary>Adds one.</summary>
    void Add(QueuedMail mail);

    /// <summary>When the next one is due; null when none waits.</summary>
    Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes the lease of some that are due, those first that are due longest, and puts them off to its end. What another node is just
    /// taking is passed over.
    /// </summary>
    Task<IReadOnlyList<QueuedMail>> LeaseAsync(
        string owner, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken);

    /// <summary>Puts the end of leases off, or on; those that are lost stay as they are.</summary>
    Task RenewAsync(string owner, IReadOnlyCollection<MailId> mails, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Removes one, whoever has its lease.</summary>
    Task RemoveAsync(MailId mail, CancellationToken cancellationToken);

    /// <summary>Puts one off that was tried in vain, unless its lease is lost.</summary>
    Task DeferAsync(string owner, MailId mail, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>How much waits.</summary>
    Task<MailBacklog> CountAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>How much waits.</summary>
/// <param name="Count">How many mails, at most <see cref="MostCounted"/>.</param>
/// <param name="Oldest">For how long the oldest of them has.</param>
public sealed record MailBacklog(int Count, TimeSpan Oldest)
{
    /// <summary>Counting goes no further.</summary>
    public const int MostCounted = 10_000;
}
