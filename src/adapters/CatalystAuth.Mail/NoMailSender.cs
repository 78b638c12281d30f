using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Mail;

namespace CatalystAuth.Mail;

/// <summary>Stands in where no mails can be sent.</summary>
internal sealed class NoMailSender : IMailSender
{
    public bool IsAvailable => false;

    public Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        throw new InfraException("There is no way for mails to leave.");
}
