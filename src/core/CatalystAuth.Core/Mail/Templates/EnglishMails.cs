namespace CatalystAuth.Core.Mail.Templates;

/// <summary>Mails in English.</summary>
internal sealed class EnglishMails : MailTexts
{
    private const string KeepCode = "Keep the code to yourself. We never ask for it.";

    public override string Language => "en";

    public override string LinkHint => "If the button does not work, open this link:";

    public override string Greet(string? name) => name is null ? "Hello," : $"Hello {name},";

    public override string Footer(MailBrand brand) => brand.Product is null
        ? $"{brand.Name} sent this mail automatically. Nobody reads replies to it."
        : $"Sent automatically for {brand.Name} by {brand.Product}. Nobody reads replies to it.";

    protected override MailBody Write(VerificationMail mail, MailScene scene) => new(
        $"Confirm your e-mail address for {scene.Brand.Name}",
        $"Your code is {mail.Code}.",
        "Confirm your e-mail address",
        Parts(
            new MailPart.Words($"Enter this code to show that this address is yours. It works for {Until(mail.ExpiresAt, scene)}."),
            new MailPart.Code(mail.Code),
            new MailPart.Caution("You did not ask for this?", $"Then somebody mistyped their address, and nothing happens without the code. {KeepCode}")));

    protected override MailBody Write(SignInCodeMail mail, MailScene scene) => new(
        $"Your sign-in code for {scene.Brand.Name}",
        $"Your code is {mail.Code}.",
        "Your sign-in code",
        Parts(
            new MailPart.Words($"Enter this code where you are signing in. It works once, for {Until(mail.ExpiresAt, scene)}."),
            new MailPart.Code(mail.Code),
            mail.Link is null ? null : new MailPart.Words("Or go on without typing:"),
            Button("Sign in", mail.Link),
            Facts(("Asked for on", Plain(mail.Device)), ("From", mail.Place)),
            new MailPart.Caution("You are not signing in?", $"Then somebody else entered your address, and does not get in without the code. {KeepCode}")));

    protected override MailBody Write(AccountExistsMail mail, MailScene scene) => new(
        $"You already have an account at {scene.Brand.Home}",
        "Sign in instead of signing up.",
        "You already have an account",
        Parts(
            new MailPart.Words("Somebody, probably you, just tried to sign up with this address. There is an account for it already, so sign in instead."),
            Button("Sign in", mail.Link),
            Link("I forgot my password", mail.RecoveryLink),
            new MailPart.Caution(
                "It was not you?", "Then you need to do nothing. Nothing has changed, and whoever it was has not learned that you have an account.")));

    protected override MailBody Write(RecoveryMail mail, MailScene scene) => new(
        $"Recover your {scene.Brand.Home} account",
        $"Your link works once, for {Until(mail.ExpiresAt, scene)}.",
        "Recover your account",
        Parts(
            new MailPart.Words(
                $"Somebody, hopefully you, can't get into your account any more. This link leads back in. It works once, for {Until(mail.ExpiresAt, scene)}."),
            Button("Recover my account", mail.Link),
            mail.Code is null ? null : new MailPart.Words("Or enter this code where you asked for the mail:"),
            mail.Code is null ? null : new MailPart.Code(mail.Code),
            Facts(("Asked for on", Plain(mail.Device)), ("From", mail.Place)),
            new MailPart.Caution(
                "It was not you?", "Then ignore this mail: your account stays as it is. Do not forward the link, as it opens your account.")));

    protected override MailBody Write(UnlockMail mail, MailScene scene) => new(
        $"Too many wrong passwords for your {scene.Brand.Name} account",
        "Signing in has to wait for a while.",
        "Too many wrong passwords",
        Parts(
            new MailPart.Words(
                $"There were too many wrong passwords, so signing in with one has to wait for a while. If it was you, open this link where you want to sign in, and try again at once. It works once, for {Until(mail.ExpiresAt, scene)}."),
            Button("Let me try again", mail.Link),
            Facts(("Tried on", Plain(mail.Device)), ("From", mail.Place)),
            new MailPart.Caution(
                "The wrong passwords were not yours?",
                "Then somebody is guessing, and did not get in. Do not open the link, and do not forward it. Choose a password that you use nowhere else, and set up a second factor or a passkey.")));

    protected override MailBody Write(InvitationMail mail, MailScene scene)
    {
        var (org, inviter) = (PlainWords.Of(mail.Org), PlainWords.Of(mail.Inviter));
        return new(
            $"{inviter} invites you to {org}",
            $"Join {org} on {scene.Brand.Product ?? scene.Brand.Name}.",
            $"You are invited to {org}",
            Parts(
                new MailPart.Words(
                    $"{inviter} invites you to join {org} on {scene.Brand.Product ?? scene.Brand.Name}. The invitation is open for {Until(mail.ExpiresAt, scene)}."),
                Button("View the invitation", mail.Link),
                new MailPart.Caution($"You do not know {inviter}?", "Then ignore this mail: nothing happens unless you accept.")));
    }

    protected override MailBody Write(EmailChangeRequestedMail mail, MailScene scene) => new(
        mail.IsReminder ? $"Your e-mail address at {scene.Brand.Name} will change soon" : $"Confirm the change of your e-mail address at {scene.Brand.Name}",
        $"{mail.NewAddress} is to take the place of this address.",
        "Your e-mail address is to change",
        Parts(
            new MailPart.Words($"Somebody who is signed in to your account wants its address to be {mail.NewAddress} instead of this one. Is that you?"),
            Button("Confirm or stop the change", mail.Link),
            new MailPart.Words($"If you do neither, the change can be made without this address from {Time(mail.PossibleFrom, scene)} on."),
            new MailPart.Caution(
                "It was not you?",
                "Then somebody is in your account. Stop the change, which ends all sessions, and change your password at once. Do not forward this mail.")));

    protected override MailBody Write(EmailChangedMail mail, MailScene scene) => new(
        $"Your e-mail address at {scene.Brand.Name} has changed",
        $"{mail.NewAddress} has taken the place of {mail.OldAddress}.",
        "Your e-mail address has changed",
        Parts(
            new MailPart.Words($"The address of your account is {mail.NewAddress} now, instead of {mail.OldAddress}. If you changed it, all is well."),
            Facts(("Time", Time(mail.At, scene))),
            new MailPart.Caution("It was not you?", "Then somebody is in your account. Recover it with this mailbox at once, and see to its addresses and sign-in methods."),
            Button("Recover my account", mail.RecoveryLink)));

    protected override MailBody Write(AddressesChangedMail mail, MailScene scene)
    {
        var isNew = mail.Change == AddressChange.Proven;
        return new(
            isNew ? $"New e-mail address for your {scene.Brand.Name} account" : $"E-mail address removed from your {scene.Brand.Name} account",
            $"{mail.Address}, {Time(mail.At, scene)}",
            isNew ? "An address was added" : "An address was removed",
            Parts(
                new MailPart.Words(isNew
                    ? $"Your account has another address: {mail.Address}. You can sign in with it, and in some days get mails that open your account. If you added it, all is well."
                    : $"Your account no longer has the address {mail.Address}. If you removed it, all is well."),
                Facts(("Time", Time(mail.At, scene))),
                new MailPart.Caution(
                    "It was not you?",
                    isNew
                        ? "Then somebody is in your account. Remove that address, change your password, and end all other sessions at once."
                        : "Then somebody is in your account. Change your password and end all other sessions at once."),
                Button("Review my addresses", mail.Link)));
    }

    protected override MailBody Write(DataExportedMail mail, MailScene scene) => new(
        $"Your {scene.Brand.Name} data was downloaded",
        $"On {Time(mail.At, scene)}.",
        "Your data was downloaded",
        Parts(
            new MailPart.Words("Somebody who is signed in to your account has downloaded what it holds about you. If it was you, all is well."),
            Facts(("Device", Plain(mail.Device)), ("Address", mail.IpAddress), ("Time", Time(mail.At, scene))),
            new MailPart.Caution("It was not you?", "Then somebody is in your account. Recover it with this mailbox at once."),
            Button("Recover my account", mail.RecoveryLink)));

    protected override MailBody Write(NewDeviceMail mail, MailScene scene) => new(
        $"New sign-in to your {scene.Brand.Name} account",
        $"{PlainWords.Of(mail.Device)}, {Time(mail.At, scene)}",
        "A new sign-in to your account",
        Parts(
            new MailPart.Words("Your account was signed in to on a device that it was not used on before. If that was you, all is well."),
            Facts(("Device", Plain(mail.Device)), ("Address", mail.IpAddress), ("Time", Time(mail.At, scene))),
            new MailPart.Caution("It was not you?", "Then end that session and change your password at once."),
            Button("Review my sessions", mail.Link)));

    protected override MailBody Write(PasswordChangedMail mail, MailScene scene) => new(
        $"Your {scene.Brand.Name} password was changed",
        $"On {Time(mail.At, scene)}.",
        "Your password was changed",
        Parts(
            new MailPart.Words("The password of your account is a new one now. If you changed it, all is well."),
            Facts(("Device", Plain(mail.Device)), ("Address", mail.IpAddress), ("Time", Time(mail.At, scene))),
            new MailPart.Caution("It was not you?", "Then somebody is in your account. Recover it with this mailbox at once."),
            Button("Recover my account", mail.RecoveryLink)));

    protected override MailBody Write(FactorChangedMail mail, MailScene scene)
    {
        if (mail is { Change: FactorChange.Added or FactorChange.Used, Factor: MailFactor.RecoveryCodes })
        {
            return mail.Change == FactorChange.Added ? NewRecoveryCodes(mail, scene) : UsedRecoveryCode(mail, scene);
        }

        var isNew = mail.Change == FactorChange.Added;
        return new(
            isNew ? $"New sign-in method for your {scene.Brand.Name} account" : $"Sign-in method removed from your {scene.Brand.Name} account",
            $"{Name(mail.Factor)}, {Time(mail.At, scene)}",
            isNew ? "A sign-in method was added" : "A sign-in method was removed",
            Parts(
                new MailPart.Words(isNew
                    ? "Your account has another way to show that it is you. If you added it, all is well."
                    : "Your account has one way fewer to show that it is you. If you removed it, all is well."),
                Facts(("Method", Name(mail.Factor)), ("Name", Plain(mail.Name)), ("Time", Time(mail.At, scene))),
                new MailPart.Caution(
                    "It was not you?",
                    isNew
                        ? "Then somebody is in your account. Remove that method, change your password, and end all other sessions at once."
                        : "Then somebody is in your account. Change your password, end all other sessions, and set the method up again at once."),
                Button("Review my account", mail.Link)));
    }

    protected override MailBody Write(KeyChangedMail mail, MailScene scene)
    {
        var isNew = mail.Change == KeyChange.Issued;
        return new(
            isNew ? $"New API key in your {scene.Brand.Name} account" : $"New secret for an API key of your {scene.Brand.Name} account",
            $"{PlainWords.Of(mail.Name)}, {Time(mail.At, scene)}",
            isNew ? "An API key was made" : "An API key has a new secret",
            Parts(
                new MailPart.Words(isNew
                    ? "Your account has a new API key, with which a program can act as you. If you made it, all is well."
                    : "An API key of your account, with which a program can act as you, was given a new secret. If you did that, all is well."),
                Facts(
                    ("Key", Plain(mail.Name)), ("For", Plain(mail.Org)), ("Device", Plain(mail.Device)), ("Address", mail.IpAddress),
                    ("Time", Time(mail.At, scene))),
                new MailPart.Caution(
                    "It was not you?", "Then somebody is in your account. Revoke that key, change your password, and end all other sessions at once."),
                Button("Review my keys", mail.Link)));
    }

    protected override MailBody Write(AccountDeletedMail mail, MailScene scene) => new(
        $"Your {scene.Brand.Name} account was deleted",
        $"On {Time(mail.At, scene)}.",
        "Your account was deleted",
        Parts(
            new MailPart.Words("Your account is deleted, and all of its sessions have ended. Thank you for having been with us."),
            Facts(("Time", Time(mail.At, scene))),
            new MailPart.Caution("It was not you?", $"Then turn to the people behind {scene.Brand.Name} at once, by a way that you know.")));

    protected override MailBody Write(GlassBrokenMail mail, MailScene scene) => new(
        $"Emergency access to {PlainWords.Of(mail.Org)}",
        $"{PlainWords.Of(mail.Who)}, {Time(mail.At, scene)}",
        "The glass was broken",
        Parts(
            new MailPart.Words(
                $"{PlainWords.Of(mail.Who)} entered {PlainWords.Of(mail.Org)} without what its sign-in policy asks for. You get this because you are an owner; the access ends within the hour."),
            Facts(("Reason", Plain(mail.Reason)), ("Time", Time(mail.At, scene)), ("Address", mail.IpAddress)),
            new MailPart.Caution("You did not expect this?", "Then talk to them, by a way that you know, and end their sessions.")));

    private static MailBody NewRecoveryCodes(FactorChangedMail mail, MailScene scene) => new(
        $"New recovery codes for your {scene.Brand.Name} account",
        $"On {Time(mail.At, scene)}.",
        "New recovery codes were made",
        Parts(
            new MailPart.Words("Your account has new recovery codes, and the older ones are void. If you made them, all is well."),
            Facts(("Time", Time(mail.At, scene))),
            new MailPart.Caution(
                "It was not you?", "Then somebody is in your account. Change your password, end all other sessions, and make new codes yourself at once."),
            Button("Review my account", mail.Link)));

    private static MailBody UsedRecoveryCode(FactorChangedMail mail, MailScene scene) => new(
        $"A recovery code of your {scene.Brand.Name} account was used",
        $"On {Time(mail.At, scene)}.",
        "A recovery code was used",
        Parts(
            new MailPart.Words("One of your recovery codes stood in for your second factor, and is spent now. If you used it, all is well."),
            Facts(("Time", Time(mail.At, scene))),
            new MailPart.Caution(
                "It was not you?", "Then somebody is in your account. Change your password, end all other sessions, and make new codes at once."),
            Button("Review my account", mail.Link)));

    private static string Time(DateTimeOffset at, MailScene scene) => scene.Format(at, "d MMMM yyyy, HH:mm");

    private static string Until(DateTimeOffset at, MailScene scene)
    {
        var (count, unit) = scene.Until(at);
        return (unit, count) switch
        {
            (MailUnit.Minute, 1) => "one minute",
            (MailUnit.Minute, _) => $"{count} minutes",
            (MailUnit.Hour, 1) => "one hour",
            (MailUnit.Hour, _) => $"{count} hours",
            (_, 1) => "one day",
            _ => $"{count} days",
        };
    }

    private static string Name(MailFactor factor) => factor switch
    {
        MailFactor.Totp => "Authenticator app",
        MailFactor.Passkey => "Passkey",
        MailFactor.RecoveryCodes => "Recovery codes",
        _ => "Password",
    };
}
