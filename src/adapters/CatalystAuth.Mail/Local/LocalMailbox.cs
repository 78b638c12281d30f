using CatalystAuth.Core.Mail;

namespace CatalystAuth.Mail.Local;

/// <summary>Keeps mails in this node's memory rather than sending them. Thread-safe.</summary>
internal sealed class LocalMailbox(TimeProvider time) : ILocalMailbox
{
    private const int Most = 200;

    private readonly Lock _lock = new();
    private readonly LinkedList<LocalMail> _mails = [];

    public IReadOnlyList<LocalMail> List()
    {
        lock (_lock)
        {
            return [.. _mails];
        }
    }

    public LocalMail? Find(MailId id)
    {
        lock (_lock)
        {
            return _mails.FirstOrDefault(kept => kept.Mail.Id == id);
        }
    }

    public void Keep(OutgoingMail mail)
    {
        lock (_lock)
        {
            _mails.AddFirst(new LocalMail(time.GetUtcNow(), mail));
            if (_mails.Count > Most)
            {
                _mails.RemoveLast();
            }
        }
    }
}

/// <summary>Sends to the local mailbox.</summary>
internal sealed class LocalMailSender(LocalMailbox mailbox) : IMailSender
{
    public Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        mailbox.Keep(mail);
        return Task.FromResult(new MailReceipt(MailOutcome.Sent));
    }
}
