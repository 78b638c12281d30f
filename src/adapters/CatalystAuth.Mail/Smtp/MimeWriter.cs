using CatalystAuth.Core;
using CatalystAuth.Core.Mail;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace CatalystAuth.Mail.Smtp;

/// <summary>Writes mails as MIME.</summary>
internal sealed class MimeWriter(IOptions<MailOptions> options, IOptions<ProductOptions> product, TimeProvider time)
{
    public MimeMessage Write(OutgoingMail mail)
    {
        var settings = options.Value;
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = time.GetUtcNow(),

            // The same at each try, so that programs show once what was sent twice.
            MessageId = $"{mail.Id}@{settings.From!.Split('@')[1]}",
            Body = new MultipartAlternative
            {
                // The last one is what a program shows that can (RFC 2046, 5.1.4).
                new TextPart(TextFormat.Plain) { Text = mail.Text },
                new TextPart(TextFormat.Html) { Text = mail.Html },
            },
        };
        message.From.Add(new MailboxAddress(settings.FromName ?? product.Value.Name, settings.From));
        message.To.Add(new MailboxAddress(mail.To.Name, mail.To.Address));
        message.Body.Headers.Add(HeaderId.ContentLanguage, mail.Language);

        // No answers by machines (RFC 3834, 5; the other one is read by Exchange).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        return message;
    }
}
