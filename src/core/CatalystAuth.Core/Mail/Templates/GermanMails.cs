namespace CatalystAuth.Core.Mail.Templates;

/// <summary>Mails in German.</summary>
internal sealed class GermanMails : MailTexts
{
    private const string KeepCode = "Gib den Code nicht weiter. Wir fragen nie danach.";

    public override string Language => "de";

    public override string LinkHint => "Falls die Schaltfläche nicht funktioniert, öffne diesen Link:";

    public override string Greet(string? name) => name is null ? "Hallo," : $"Hallo {name},";

    public override string Footer(MailBrand brand) => brand.Product is null
        ? $"Diese E-Mail hat {brand.Name} automatisch verschickt. Antworten darauf liest niemand."
        : $"Automatisch verschickt für {brand.Name} von {brand.Product}. Antworten darauf liest niemand.";

    protected override MailBody Write(VerificationMail mail, MailScene scene) => new(
        $"Bestätige deine E-Mail-Adresse für {scene.Brand.Name}",
        $"Dein Code lautet {mail.Code}.",
        "Bestätige deine E-Mail-Adresse",
        Parts(
            new MailPart.Words($"Gib diesen Code ein, um zu zeigen, dass diese Adresse dir gehört. Er gilt {Until(mail.ExpiresAt, scene)}."),
            new MailPart.Code(mail.Code),
            new MailPart.Caution("Du hast das nicht angefordert?", $"Dann hat sich jemand bei der Adresse vertippt, und ohne den Code geschieht nichts. {KeepCode}")));

    protected override MailBody Write(SignInCodeMail mail, MailScene scene) => new(
        $"Dein Anmeldecode für {scene.Brand.Name}",
        $"Dein Code lautet {mail.Code}.",
        "Dein Anmeldecode",
        Parts(
            new MailPart.Words($"Gib diesen Code dort ein, wo du dich gerade anmeldest. Er gilt einmal und {Until(mail.ExpiresAt, scene)}."),
            new MailPart.Code(mail.Code),
            mail.Link is null ? null : new MailPart.Words("Oder melde dich ohne Tippen an:"),
            Button("Anmelden", mail.Link),
            Facts(("Angefordert mit", Plain(mail.Device)), ("Von", mail.Place)),
            new MailPart.Caution(
                "Du meldest dich gerade nicht an?", $"Dann hat jemand anderes deine Adresse eingegeben und kommt ohne den Code nicht hinein. {KeepCode}")));

    protected override MailBody Write(AccountExistsMail mail, MailScene scene) => new(
        $"Du hast bereits ein Konto bei {scene.Brand.Home}",
        "Melde dich an, statt dich zu registrieren.",
        "Du hast bereits ein Konto",
        Parts(
            new MailPart.Words(
                "Jemand, wahrscheinlich du selbst, wollte sich gerade mit dieser Adresse registrieren. Dafür gibt es schon ein Konto. Melde dich einfach an."),
            Button("Anmelden", mail.Link),
            Link("Ich habe mein Passwort vergessen", mail.RecoveryLink),
            new MailPart.Caution(
                "Das warst du nicht?", "Dann musst du nichts tun. Nichts hat sich geändert, und niemand hat erfahren, dass du ein Konto hast.")));

    protected override MailBody Write(RecoveryMail mail, MailScene scene) => new(
        $"Zugang zu deinem Konto bei {scene.Brand.Home}",
        $"Dein Link gilt einmal und {Until(mail.ExpiresAt, scene)}.",
        "Zurück in dein Konto",
        Parts(
            new MailPart.Words(
                $"Jemand, hoffentlich du selbst, kommt nicht mehr in dein Konto. Dieser Link führt wieder hinein. Er gilt einmal und {Until(mail.ExpiresAt, scene)}."),
            Button("Zugang wiederherstellen", mail.Link),
            mail.Code is null ? null : new MailPart.Words("Oder gib diesen Code dort ein, wo du die E-Mail angefordert hast:"),
            mail.Code is null ? null : new MailPart.Code(mail.Code),
            Facts(("Angefordert mit", Plain(mail.Device)), ("Von", mail.Place)),
            new MailPart.Caution(
                "Das warst du nicht?",
                "Dann beachte diese E-Mail nicht: Dein Konto bleibt, wie es ist. Leite den Link nicht weiter, denn er öffnet dein Konto.")));

    protected override MailBody Write(UnlockMail mail, MailScene scene) => new(
        $"Zu viele falsche Passwörter für dein Konto bei {scene.Brand.Name}",
        "Die Anmeldung muss eine Zeit lang warten.",
        "Zu viele falsche Passwörter",
        Parts(
            new MailPart.Words(
                $"Es gab zu viele falsche Passwörter. Deshalb muss die Anmeldung mit einem Passwort eine Zeit lang warten. Wenn du das warst, öffne diesen Link dort, wo du dich anmelden möchtest, und versuche es gleich noch einmal. Er hilft einmal und gilt {Until(mail.ExpiresAt, scene)}."),
            Button("Noch einmal versuchen", mail.Link),
            Facts(("Versucht mit", Plain(mail.Device)), ("Von", mail.Place)),
            new MailPart.Caution(
                "Die falschen Passwörter waren nicht von dir?",
                "Dann rät jemand und ist nicht hineingekommen. Öffne den Link nicht und leite ihn nicht weiter. Wähle ein Passwort, das du sonst nirgends verwendest, und richte einen zweiten Faktor oder einen Passkey ein.")));

    protected override MailBody Write(InvitationMail mail, MailScene scene)
    {
        var (org, inviter) = (PlainWords.Of(mail.Org), PlainWords.Of(mail.Inviter));
        return new(
            $"{inviter} lädt dich zu {org} ein",
            $"Werde Mitglied von {org} bei {scene.Brand.Product ?? scene.Brand.Name}.",
            $"Einladung zu {org}",
            Parts(
                new MailPart.Words(
                    $"{inviter} lädt dich ein, bei {scene.Brand.Product ?? scene.Brand.Name} Mitglied von {org} zu werden. Die Einladung gilt {Until(mail.ExpiresAt, scene)}."),
                Button("Einladung ansehen", mail.Link),
                new MailPart.Caution($"Du kennst {inviter} nicht?", "Dann beachte diese E-Mail nicht: Es geschieht nichts, solange du nicht annimmst.")));
    }

    protected override MailBody Write(EmailChangeRequestedMail mail, MailScene scene) => new(
        mail.IsReminder ? $"Deine E-Mail-Adresse bei {scene.Brand.Name} wird bald geändert" : $"Bestätige die Änderung deiner E-Mail-Adresse bei {scene.Brand.Name}",
        $"{mail.NewAddress} soll an die Stelle dieser Adresse treten.",
        "Deine E-Mail-Adresse soll geändert werden",
        Parts(
            new MailPart.Words($"Jemand, der in deinem Konto angemeldet ist, möchte als dessen Adresse {mail.NewAddress} statt dieser hier. Bist du das?"),
            Button("Änderung bestätigen oder stoppen", mail.Link),
            new MailPart.Words($"Wenn du nichts davon tust, geht die Änderung ab {Time(mail.PossibleFrom, scene)} auch ohne diese Adresse."),
            new MailPart.Caution(
                "Das warst du nicht?",
                "Dann ist jemand in deinem Konto. Stoppe die Änderung, was alle Sitzungen beendet, und ändere sofort dein Passwort. Leite diese E-Mail nicht weiter.")));

    protected override MailBody Write(EmailChangedMail mail, MailScene scene) => new(
        $"Deine E-Mail-Adresse bei {scene.Brand.Name} ist jetzt eine andere",
        $"{mail.NewAddress} ist an die Stelle von {mail.OldAddress} getreten.",
        "Deine E-Mail-Adresse ist jetzt eine andere",
        Parts(
            new MailPart.Words($"Die Adresse deines Kontos ist jetzt {mail.NewAddress} statt {mail.OldAddress}. Wenn du das geändert hast, ist alles in Ordnung."),
            Facts(("Zeit", Time(mail.At, scene))),
            new MailPart.Caution(
                "Das warst du nicht?",
                "Dann ist jemand in deinem Konto. Hol es dir sofort über dieses Postfach zurück und sieh nach seinen Adressen und Anmeldemethoden."),
            Button("Zugang wiederherstellen", mail.RecoveryLink)));

    protected override MailBody Write(AddressesChangedMail mail, MailScene scene)
    {
        var isNew = mail.Change == AddressChange.Proven;
        return new(
            isNew ? $"Neue E-Mail-Adresse für dein Konto bei {scene.Brand.Name}" : $"E-Mail-Adresse aus deinem Konto bei {scene.Brand.Name} entfernt",
            $"{mail.Address}, {Time(mail.At, scene)}",
            isNew ? "Eine Adresse ist dazugekommen" : "Eine Adresse wurde entfernt",
            Parts(
                new MailPart.Words(isNew
                    ? $"Dein Konto hat eine weitere Adresse: {mail.Address}. Mit ihr kannst du dich anmelden und in einigen Tagen auch E-Mails bekommen, die dein Konto öffnen. Wenn du sie hinzugefügt hast, ist alles in Ordnung."
                    : $"Dein Konto hat die Adresse {mail.Address} nicht mehr. Wenn du sie entfernt hast, ist alles in Ordnung."),
                Facts(("Zeit", Time(mail.At, scene))),
                new MailPart.Caution(
                    "Das warst du nicht?",
                    isNew
                        ? "Dann ist jemand in deinem Konto. Entferne die Adresse, ändere dein Passwort und beende alle anderen Sitzungen, am besten sofort."
                        : "Dann ist jemand in deinem Konto. Ändere dein Passwort und beende alle anderen Sitzungen, am besten sofort."),
                Button("Meine Adressen ansehen", mail.Link)));
    }

    protected override MailBody Write(DataExportedMail mail, MailScene scene) => new(
        $"Deine Daten bei {scene.Brand.Name} wurden heruntergeladen",
        $"Am {Time(mail.At, scene)}.",
        "Deine Daten wurden heruntergeladen",
        Parts(
            new MailPart.Words("Jemand, der in deinem Konto angemeldet ist, hat heruntergeladen, was darin über dich gespeichert ist. Wenn du das warst, ist alles in Ordnung."),
            Facts(("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress), ("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das warst du nicht?", "Dann ist jemand in deinem Konto. Hol es dir über dieses Postfach zurück, am besten sofort."),
            Button("Zugang wiederherstellen", mail.RecoveryLink)));

    protected override MailBody Write(NewDeviceMail mail, MailScene scene) => new(
        $"Neue Anmeldung in deinem Konto bei {scene.Brand.Name}",
        $"{PlainWords.Of(mail.Device)}, {Time(mail.At, scene)}",
        "Neue Anmeldung in deinem Konto",
        Parts(
            new MailPart.Words("In deinem Konto hat sich jemand mit einem Gerät angemeldet, das bisher nicht dafür benutzt wurde. Wenn du das warst, ist alles in Ordnung."),
            Facts(("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress), ("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das warst du nicht?", "Dann beende diese Sitzung und ändere dein Passwort, am besten sofort."),
            Button("Meine Sitzungen ansehen", mail.Link)));

    protected override MailBody Write(PasswordChangedMail mail, MailScene scene) => new(
        $"Dein Passwort bei {scene.Brand.Name} wurde geändert",
        $"Am {Time(mail.At, scene)}.",
        "Dein Passwort wurde geändert",
        Parts(
            new MailPart.Words("Dein Konto hat jetzt ein neues Passwort. Wenn du es geändert hast, ist alles in Ordnung."),
            Facts(("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress), ("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das warst du nicht?", "Dann ist jemand in deinem Konto. Hol es dir über dieses Postfach zurück, am besten sofort."),
            Button("Zugang wiederherstellen", mail.RecoveryLink)));

    protected override MailBody Write(FactorChangedMail mail, MailScene scene)
    {
        if (mail is { Change: FactorChange.Added or FactorChange.Used, Factor: MailFactor.RecoveryCodes })
        {
            return mail.Change == FactorChange.Added ? NewRecoveryCodes(mail, scene) : UsedRecoveryCode(mail, scene);
        }

        var isNew = mail.Change == FactorChange.Added;
        return new(
            isNew ? $"Neue Anmeldemethode für dein Konto bei {scene.Brand.Name}" : $"Anmeldemethode aus deinem Konto bei {scene.Brand.Name} entfernt",
            $"{Name(mail.Factor)}, {Time(mail.At, scene)}",
            isNew ? "Eine Anmeldemethode ist dazugekommen" : "Eine Anmeldemethode wurde entfernt",
            Parts(
                new MailPart.Words(isNew
                    ? "Es gibt einen weiteren Weg, mit dem du dich bei deinem Konto ausweist. Wenn du ihn eingerichtet hast, ist alles in Ordnung."
                    : "Es gibt einen Weg weniger, mit dem du dich bei deinem Konto ausweist. Wenn du ihn entfernt hast, ist alles in Ordnung."),
                Facts(("Methode", Name(mail.Factor)), ("Name", Plain(mail.Name)), ("Zeit", Time(mail.At, scene))),
                new MailPart.Caution(
                    "Das warst du nicht?",
                    isNew
                        ? "Dann ist jemand in deinem Konto. Entferne die Methode, ändere dein Passwort und beende alle anderen Sitzungen, am besten sofort."
                        : "Dann ist jemand in deinem Konto. Ändere dein Passwort, beende alle anderen Sitzungen und richte die Methode wieder ein, am besten sofort."),
                Button("Mein Konto ansehen", mail.Link)));
    }

    protected override MailBody Write(KeyChangedMail mail, MailScene scene)
    {
        var isNew = mail.Change == KeyChange.Issued;
        return new(
            isNew ? $"Neuer API-Schlüssel in deinem Konto bei {scene.Brand.Name}" : $"Neues Geheimnis für einen API-Schlüssel deines Kontos bei {scene.Brand.Name}",
            $"{PlainWords.Of(mail.Name)}, {Time(mail.At, scene)}",
            isNew ? "Ein API-Schlüssel ist dazugekommen" : "Ein API-Schlüssel hat ein neues Geheimnis",
            Parts(
                new MailPart.Words(isNew
                    ? "Dein Konto hat einen neuen API-Schlüssel, mit dem ein Programm in deinem Namen handeln kann. Wenn du ihn erstellt hast, ist alles in Ordnung."
                    : "Ein API-Schlüssel deines Kontos, mit dem ein Programm in deinem Namen handeln kann, hat ein neues Geheimnis bekommen. Wenn du das warst, ist alles in Ordnung."),
                Facts(
                    ("Schlüssel", Plain(mail.Name)), ("Organisation", Plain(mail.Org)), ("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress),
                    ("Zeit", Time(mail.At, scene))),
                new MailPart.Caution(
                    "Das warst du nicht?",
                    "Dann ist jemand in deinem Konto. Widerrufe den Schlüssel, ändere dein Passwort und beende alle anderen Sitzungen, am besten sofort."),
                Button("Meine Schlüssel ansehen", mail.Link)));
    }

    protected override MailBody Write(AccountDeletedMail mail, MailScene scene) => new(
        $"Dein Konto bei {scene.Brand.Name} wurde gelöscht",
        $"Am {Time(mail.At, scene)}.",
        "Dein Konto wurde gelöscht",
        Parts(
            new MailPart.Words("Dein Konto ist gelöscht, und alle seine Sitzungen sind beendet. Danke, dass du bei uns warst."),
            Facts(("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das warst du nicht?", $"Dann wende dich sofort auf einem Weg, den du kennst, an die Menschen hinter {scene.Brand.Name}.")));

    protected override MailBody Write(GlassBrokenMail mail, MailScene scene) => new(
        $"Notzugang zu {PlainWords.Of(mail.Org)}",
        $"{PlainWords.Of(mail.Who)}, {Time(mail.At, scene)}",
        "Das Glas wurde eingeschlagen",
        Parts(
            new MailPart.Words(
                $"{PlainWords.Of(mail.Who)} hat {PlainWords.Of(mail.Org)} betreten, ohne die Anmeldevorgaben zu erfüllen. Du bekommst diese E-Mail, weil dir die Organisation gehört; der Zugang endet innerhalb einer Stunde."),
            Facts(("Grund", Plain(mail.Reason)), ("Zeit", Time(mail.At, scene)), ("Adresse", mail.IpAddress)),
            new MailPart.Caution("Damit hast du nicht gerechnet?", "Dann sprich auf einem Weg, den du kennst, mit der Person und beende ihre Sitzungen.")));

    private static MailBody NewRecoveryCodes(FactorChangedMail mail, MailScene scene) => new(
        $"Neue Wiederherstellungscodes für dein Konto bei {scene.Brand.Name}",
        $"Am {Time(mail.At, scene)}.",
        "Es gibt neue Wiederherstellungscodes",
        Parts(
            new MailPart.Words("Dein Konto hat neue Wiederherstellungscodes, und die älteren gelten nicht mehr. Wenn du sie erstellt hast, ist alles in Ordnung."),
            Facts(("Zeit", Time(mail.At, scene))),
            new MailPart.Caution(
                "Das warst du nicht?",
                "Dann ist jemand in deinem Konto. Ändere dein Passwort, beende alle anderen Sitzungen und erstelle selbst neue Codes, am besten sofort."),
            Button("Mein Konto ansehen", mail.Link)));

    private static MailBody UsedRecoveryCode(FactorChangedMail mail, MailScene scene) => new(
        $"Ein Wiederherstellungscode deines Kontos bei {scene.Brand.Name} wurde benutzt",
        $"Am {Time(mail.At, scene)}.",
        "Ein Wiederherstellungscode wurde benutzt",
        Parts(
            new MailPart.Words("Einer deiner Wiederherstellungscodes hat deinen zweiten Faktor ersetzt und ist jetzt verbraucht. Wenn du ihn benutzt hast, ist alles in Ordnung."),
            Facts(("Zeit", Time(mail.At, scene))),
            new MailPart.Caution(
                "Das warst du nicht?",
                "Dann ist jemand in deinem Konto. Ändere dein Passwort, beende alle anderen Sitzungen und erstelle neue Codes, am besten sofort."),
            Button("Mein Konto ansehen", mail.Link)));

    private static string Time(DateTimeOffset at, MailScene scene) => scene.Format(at, "dd.MM.yyyy, HH:mm");

    private static string Until(DateTimeOffset at, MailScene scene)
    {
        var (count, unit) = scene.Until(at);
        return (unit, count) switch
        {
            (MailUnit.Minute, 1) => "eine Minute",
            (MailUnit.Minute, _) => $"{count} Minuten",
            (MailUnit.Hour, 1) => "eine Stunde",
            (MailUnit.Hour, _) => $"{count} Stunden",
            (_, 1) => "einen Tag",
            _ => $"{count} Tage",
        };
    }

    private static string Name(MailFactor factor) => factor switch
    {
        MailFactor.Totp => "Authenticator-App",
        MailFactor.Passkey => "Passkey",
        MailFactor.RecoveryCodes => "Wiederherstellungscodes",
        _ => "Passwort",
    };
}
