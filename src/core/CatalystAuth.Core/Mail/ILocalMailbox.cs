namespace CatalystAuth.Core.Mail;

/// <summary>The mails that did not leave, for who develops on this machine.</summary>
public interface ILocalMailbox
{
    /// <summary>All that are kept, the newest first.</summary>
    IReadOnlyList<LocalMail> List();

    /// <summary>One; null when it is not, or no longer, kept.</summary>
    LocalMail? Find(MailId id);
}

/// <summary>A mail that did not leave.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Mail">The mail.</param>
public sealed record LocalMail(DateTimeOffset At, OutgoingMail Mail);
