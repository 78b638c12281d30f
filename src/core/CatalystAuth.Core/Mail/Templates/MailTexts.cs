namespace CatalystAuth.Core.Mail.Templates;

/// <summary>The words of a language. A language that lacks those of a mail does not compile.</summary>
internal abstract class MailTexts
{
    /// <summary>The language: BCP 47.</summary>
    public abstract string Language { get; }

    /// <summary>Above a button's link.</summary>
    public abstract string LinkHint { get; }

    public abstract string Greet(string? name);

    public abstract string Footer(MailBrand brand);

    /// <summary>What a mail says.</summary>
    public MailBody Write(MailMessage message, MailScene scene) => message switch
    {
        VerificationMail mail => Write(mail, scene),
        SignInCodeMail mail => Write(mail, scene),
        AccountExistsMail mail => Write(mail, scene),
        RecoveryMail mail => Write(mail, scene),
        UnlockMail mail => Write(mail, scene),
        InvitationMail mail => Write(mail, scene),
        EmailChangeRequestedMail mail => Write(mail, scene),
        EmailChangedMail mail => Write(mail, scene),
        AddressesChangedMail mail => Write(mail, scene),
        DataExportedMail mail => Write(mail, scene),
        NewDeviceMail mail => Write(mail, scene),
        PasswordChangedMail mail => Write(mail, scene),
        FactorChangedMail mail => Write(mail, scene),
        KeyChangedMail mail => Write(mail, scene),
        AccountDeletedMail mail => Write(mail, scene),
        GlassBrokenMail mail => Write(mail, scene),
        _ => throw new InvalidOperationException($"There are no words for {message.Kind}."),
    };

    protected abstract MailBody Write(VerificationMail mail, MailScene scene);

    protected abstract MailBody Write(SignInCodeMail mail, MailScene scene);

    protected abstract MailBody Write(AccountExistsMail mail, MailScene scene);

    protected abstract MailBody Write(RecoveryMail mail, MailScene scene);

    protected abstract MailBody Write(UnlockMail mail, MailScene scene);

    protected abstract MailBody Write(InvitationMail mail, MailScene scene);

    protected abstract MailBody Write(EmailChangeRequestedMail mail, MailScene scene);

    protected abstract MailBody Write(EmailChangedMail mail, MailScene scene);

    protected abstract MailBody Write(AddressesChangedMail mail, MailScene scene);

    protected abstract MailBody Write(DataExportedMail mail, MailScene scene);

    protected abstract MailBody Write(NewDeviceMail mail, MailScene scene);

    protected abstract MailBody Write(PasswordChangedMail mail, MailScene scene);

    protected abstract MailBody Write(FactorChangedMail mail, MailScene scene);

    protected abstract MailBody Write(KeyChangedMail mail, MailScene scene);

    protected abstract MailBody Write(AccountDeletedMail mail, MailScene scene);

    protected abstract MailBody Write(GlassBrokenMail mail, MailScene scene);

    /// <summary>Parts, without those that a mail does not have.</summary>
    protected static IReadOnlyList<MailPart> Parts(params ReadOnlySpan<MailPart?> parts)
    {
        var list = new List<MailPart>(parts.Length);
        foreach (var part in parts)
        {
            if (part is not null)
            {
                list.Add(part);
            }
        }

        return list;
    }

    /// <summary>Words that somebody else chose.</summary>
    protected static string? Plain(string? text) => text is null ? null : PlainWords.Of(text);

    protected static MailPart? Button(string label, string? url) => url is null ? null : new MailPart.Button(label, url);

    protected static MailPart? Link(string label, string? url) => url is null ? null : new MailPart.Link(label, url);

    /// <summary>Circumstances; null when none is known.</summary>
    protected static MailPart? Facts(params ReadOnlySpan<(string Name, string? Value)> rows)
    {
        var known = new List<(string, string?)>(rows.Length);
        foreach (var (name, value) in rows)
        {
            if (!string.IsNullOrEmpty(value))
            {
                known.Add((name, value));
            }
        }

        return known.Count == 0 ? null : new MailPart.Facts(known);
    }
}
