namespace CatalystAuth.Core.Mail;

/// <summary>What mails have in common. Section <c>Catalyst:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>The sender's address.</summary>
    public string? From { get; set; }

    /// <summary>The sender's name; null for <see cref="ProductOptions.Name"/>.</summary>
    public string? FromName { get; set; }

    /// <summary>The language for who has chosen none: <c>en</c> or <c>de</c>.</summary>
    public string DefaultLocale { get; set; } = "en";

    /// <summary>Whether mails are kept for the local mailbox where they can't be sent.</summary>
    public LocalMailboxMode Mailbox { get; set; }
}

/// <summary>When there is a local mailbox.</summary>
public enum LocalMailboxMode
{
    /// <summary>When there is no SMTP server and the public URL is one of this machine.</summary>
    Auto,

    /// <summary>Never.</summary>
    Off,
}
