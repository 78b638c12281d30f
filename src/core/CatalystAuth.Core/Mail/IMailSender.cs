using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Mail;

/// <summary>
/// Sends mails. One a scope, and from one caller at a time: what costs to set up, such as a connection, may be kept until the scope ends.
/// </summary>
public interface IMailSender
{
    /// <summary>Whether there is a way for mails to leave at all.</summary>
    bool IsAvailable => true;

    /// <summary>Sends one, and says what became of it.</summary>
    /// <exception cref="InfraException">Mails can't be sent now, whatever they are.</exception>
    Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>What became of a mail.</summary>
/// <param name="Outcome">In short.</param>
/// <param name="Code">The server's reply code (RFC 5321, 4.2); null when it has none.</param>
public sealed record MailReceipt(MailOutcome Outcome, int? Code = null);

/// <summary>What became of a mail.</summary>
public enum MailOutcome
{
    /// <summary>It is the server's to bring further.</summary>
    Sent,

    /// <summary>The server does not take it now.</summary>
    Deferred,

    /// <summary>The server will never take it.</summary>
    Refused,
}

/// <summary>A mail as it goes out.</summary>
/// <param name="Id">Its id, the same at each try: what is sent twice can be told.</param>
/// <param name="Kind">One of <see cref="MailKinds"/>.</param>
/// <param name="To">To whom.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Html">As HTML, which says the same.</param>
/// <param name="Language">The language of both: BCP 47.</param>
public sealed record OutgoingMail(MailId Id, string Kind, MailAddress To, string Subject, string Text, string Html, string Language)
{
    /// <summary>Without what it says, so that no log can carry it.</summary>
    public override string ToString() => $"OutgoingMail {{ Id = {Id}, Kind = {Kind} }}";
}
