using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Mail;

/// <summary>
/// Puts mails in line, in the transaction of who calls: a mail goes out if and only if the change does, soon after it and never while
/// somebody waits for the answer.
/// </summary>
public sealed class MailQueue(IMailSender sender, IMailStore store, MailSeal seal, MailSignal signal, IUnitOfWork unitOfWork, TimeProvider time)
{
    // Of what has no end of its own. Who learns of it later than this learns it elsewhere.
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>Whether mails can leave. Where they can't, those put in line are dropped.</summary>
    public bool IsAvailable => sender.IsAvailable;

    /// <summary>Puts a mail in line. Inside of a unit of work.</summary>
    /// <param name="to">To whom.</param>
    /// <param name="message">What it says.</param>
    /// <param name="locale">The language for who has none in their profile (BCP 47, e.g. <c>de-AT</c>); null for that of the installation.</param>
    /// <param name="brandOf">The organisation whose name, logo and colour it has; null for those of the product.</param>
    /// <param name="look">Whose they are where somebody said so who need not be in it, as who asks to sign in; the reader decides whether they are.</param>
    public void Enqueue(MailAddress to, MailMessage message, string? locale = null, OrgId? brandOf = null, MailLook? look = null) =>
        Enqueue(message.Kind, new(to, message, locale, brandOf, look), message.UsefulUntil);

    /// <summary>
    /// Does as much as <see cref="Enqueue(MailAddress, MailMessage, string?, OrgId?, MailLook?)"/>, for a mail to nobody: how long an answer takes must not tell
    /// whether there is an account. It is dropped unsent.
    /// </summary>
    public void EnqueueForNobody(MailAddress to, MailMessage message, MailLook? look = null) =>
        Enqueue(MailKinds.Nobody, new(to, message, Locale: null, BrandOf: null, look), time.Now());

    private void Enqueue(string kind, MailContent content, DateTimeOffset? usefulUntil)
    {
        if (!IsAvailable)
        {
            return;
        }

        var now = time.Now();
        var id = TypeId.New<MailId>(now);
        store.Add(new()
        {
            Id = id,
            Kind = kind,
            Content = seal.Seal(id, content),
            CreatedAt = now,
            DueAt = now,
            ExpiresAt = usefulUntil ?? now + Life,
        });

        // The same action each time, so it runs once however many there are.
        unitOfWork.AfterCommit(signal.Signal);
    }
}
