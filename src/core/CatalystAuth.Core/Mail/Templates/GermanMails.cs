namespace CatalystAuth.Core.Mail.Templates;

/// <summary>Mails in German.</summary>
internal sealed class GermanMails : MailTexts
{
    private const string KeepCode = "Geben Sie den Code nicht weiter. Wir fragen nie danach.";

    public override string Language => "de";

    public override string LinkHint => "Falls die Schaltfläche nicht funktioniert, öffnen Sie diesen Link:";

    public override string Greet(string? name) => name is null ? "Guten Tag," : $"Guten Tag, {name},";

    public override string Footer(MailBrand brand) => brand.Product is null
        ? $"Diese E-Mail hat {brand.Name} automatisch verschickt. Antworten darauf liest niemand."
        : $"Automatisch verschickt für {brand.Name} von {brand.Product}. Antworten darauf liest niemand.";

    protected override MailBody Write(VerificationMail mail, MailScene scene) => new(
        $"Bestätigen Sie Ihre E-Mail-Adresse für {scene.Brand.Name}",
        $"Ihr Code lautet {mail.Code}.",
        "Bestätigen Sie Ihre E-Mail-Adresse",
        Parts(
            new MailPart.Words($"Geben Sie diesen Code ein, um zu zeigen, dass diese Adresse Ihnen gehört. Er gilt {Until(mail.ExpiresAt, scene)}."),
            new MailPart.Code(mail.Code),
            new MailPart.Caution("Sie haben das nicht angefordert?", $"Dann hat sich jemand bei der Adresse vertippt, und ohne den Code geschieht nichts. {KeepCode}")));

    protected override MailBody Write(SignInCodeMail mail, MailScene scene) => new(
        $"Ihr Anmeldecode für {scene.Brand.Name}",
        $"Ihr Code lautet {mail.Code}.",
        "Ihr Anmeldecode",
        Parts(
            new MailPart.Words($"Geben Sie diesen Code dort ein, wo Sie sich gerade anmelden. Er gilt einmal und {Until(mail.ExpiresAt, scene)}."),
            new MailPart.Code(mail.Code),
            mail.Link is null ? null : new MailPart.Words("Oder melden Sie sich ohne Tippen an:"),
            Button("Anmelden", mail.Link),
            Facts(("Angefordert mit", Plain(mail.Device)), ("Von", mail.Place)),
            new MailPart.Caution(
                "Sie melden sich gerade nicht an?", $"Dann hat jemand anderes Ihre Adresse eingegeben und kommt ohne den Code nicht hinein. {KeepCode}")));

    protected override MailBody Write(SignInLinkMail mail, MailScene scene) => new(
        $"Bei {scene.Brand.Name} anmelden",
        $"Ihr Link gilt einmal und {Until(mail.ExpiresAt, scene)}.",
        $"Bei {scene.Brand.Name} anmelden",
        Parts(
            new MailPart.Words($"Hier ist Ihr Link. Er gilt einmal und {Until(mail.ExpiresAt, scene)}."),
            Button("Anmelden", mail.Link),
            Facts(("Angefordert mit", Plain(mail.Device)), ("Von", mail.Place)),
            new MailPart.Caution(
                "Sie melden sich gerade nicht an?",
                "Dann beachten Sie diese E-Mail nicht: Ohne den Link kommt niemand hinein. Leiten Sie ihn nicht weiter, denn er öffnet Ihr Konto.")));

    protected override MailBody Write(AccountExistsMail mail, MailScene scene) => new(
        $"Sie haben bereits ein Konto bei {scene.Brand.Home}",
        "Melden Sie sich an, statt sich zu registrieren.",
        "Sie haben bereits ein Konto",
        Parts(
            new MailPart.Words(
                "Jemand, wahrscheinlich Sie selbst, wollte sich gerade mit dieser Adresse registrieren. Dafür gibt es schon ein Konto. Melden Sie sich einfach an."),
            Button("Anmelden", mail.Link),
            Link("Ich habe mein Passwort vergessen", mail.RecoveryLink),
            new MailPart.Caution(
                "Das waren Sie nicht?", "Dann müssen Sie nichts tun. Nichts hat sich geändert, und niemand hat erfahren, dass Sie ein Konto haben.")));

    protected override MailBody Write(RecoveryMail mail, MailScene scene) => new(
        $"Zugang zu Ihrem Konto bei {scene.Brand.Home}",
        $"Ihr Link gilt einmal und {Until(mail.ExpiresAt, scene)}.",
        "Zurück in Ihr Konto",
        Parts(
            new MailPart.Words(
                $"Jemand, hoffentlich Sie selbst, kommt nicht mehr in Ihr Konto. Dieser Link führt wieder hinein. Er gilt einmal und {Until(mail.ExpiresAt, scene)}."),
            Button("Zugang wiederherstellen", mail.Link),
            mail.Code is null ? null : new MailPart.Words("Oder geben Sie diesen Code dort ein, wo Sie die E-Mail angefordert haben:"),
            mail.Code is null ? null : new MailPart.Code(mail.Code),
            Facts(("Angefordert mit", Plain(mail.Device)), ("Von", mail.Place)),
            new MailPart.Caution(
                "Das waren Sie nicht?",
                "Dann beachten Sie diese E-Mail nicht: Ihr Konto bleibt, wie es ist. Leiten Sie den Link nicht weiter, denn er öffnet Ihr Konto.")));

    protected override MailBody Write(UnlockMail mail, MailScene scene) => new(
        $"Zu viele falsche Passwörter für Ihr Konto bei {scene.Brand.Name}",
        "Die Anmeldung muss eine Zeit lang warten.",
        "Zu viele falsche Passwörter",
        Parts(
            new MailPart.Words(
                $"Es gab zu viele falsche Passwörter. Deshalb muss die Anmeldung mit einem Passwort eine Zeit lang warten. Wenn Sie das waren, öffnen Sie diesen Link dort, wo Sie sich anmelden möchten, und versuchen Sie es gleich noch einmal. Er hilft einmal und gilt {Until(mail.ExpiresAt, scene)}."),
            Button("Noch einmal versuchen", mail.Link),
            Facts(("Versucht mit", Plain(mail.Device)), ("Von", mail.Place)),
            new MailPart.Caution(
                "Die falschen Passwörter waren nicht von Ihnen?",
                "Dann rät jemand und ist nicht hineingekommen. Öffnen Sie den Link nicht und leiten Sie ihn nicht weiter. Wählen Sie ein Passwort, das Sie sonst nirgends verwenden, und richten Sie einen zweiten Faktor oder einen Passkey ein.")));

    protected override MailBody Write(InvitationMail mail, MailScene scene)
    {
        var (org, inviter) = (PlainWords.Of(mail.Org), PlainWords.Of(mail.Inviter));
        return new(
            $"{inviter} lädt Sie zu {org} ein",
            $"Werden Sie Mitglied von {org} bei {scene.Brand.Product ?? scene.Brand.Name}.",
            $"Einladung zu {org}",
            Parts(
                new MailPart.Words(
                    $"{inviter} lädt Sie ein, bei {scene.Brand.Product ?? scene.Brand.Name} Mitglied von {org} zu werden. Die Einladung gilt {Until(mail.ExpiresAt, scene)}."),
                Button("Einladung ansehen", mail.Link),
                new MailPart.Caution($"Sie kennen {inviter} nicht?", "Dann beachten Sie diese E-Mail nicht: Es geschieht nichts, solange Sie nicht annehmen.")));
    }

    protected override MailBody Write(EmailChangeRequestedMail mail, MailScene scene) => new(
        mail.IsReminder ? $"Ihre E-Mail-Adresse bei {scene.Brand.Name} wird bald geändert" : $"Soll Ihre E-Mail-Adresse bei {scene.Brand.Name} geändert werden?",
        $"{mail.NewAddress} soll an die Stelle dieser Adresse treten.",
        "Ihre E-Mail-Adresse soll geändert werden",
        Parts(
            new MailPart.Words($"Jemand, der in Ihrem Konto angemeldet ist, möchte als dessen Adresse {mail.NewAddress} statt dieser hier. Sind Sie das?"),
            Button("Änderung bestätigen oder stoppen", mail.Link),
            new MailPart.Words($"Wenn Sie nichts davon tun, geht die Änderung ab {Time(mail.PossibleFrom, scene)} auch ohne diese Adresse."),
            new MailPart.Caution(
                "Das waren Sie nicht?",
                "Dann ist jemand in Ihrem Konto. Stoppen Sie die Änderung, was alle Sitzungen beendet, und ändern Sie sofort Ihr Passwort. Leiten Sie diese E-Mail nicht weiter.")));

    protected override MailBody Write(EmailChangedMail mail, MailScene scene) => new(
        $"Ihre E-Mail-Adresse bei {scene.Brand.Name} ist jetzt eine andere",
        $"{mail.NewAddress} ist an die Stelle von {mail.OldAddress} getreten.",
        "Ihre E-Mail-Adresse ist jetzt eine andere",
        Parts(
            new MailPart.Words($"Die Adresse Ihres Kontos ist jetzt {mail.NewAddress} statt {mail.OldAddress}. Wenn Sie das geändert haben, ist alles in Ordnung."),
            Facts(("Zeit", Time(mail.At, scene))),
            new MailPart.Caution(
                "Das waren Sie nicht?",
                "Dann ist jemand in Ihrem Konto. Holen Sie es sich sofort über dieses Postfach zurück und sehen Sie nach seinen Adressen und Anmeldemethoden."),
            Button("Zugang wiederherstellen", mail.RecoveryLink)));

    protected override MailBody Write(AddressesChangedMail mail, MailScene scene)
    {
        var isNew = mail.Change == AddressChange.Proven;
        return new(
            isNew ? $"Neue E-Mail-Adresse für Ihr Konto bei {scene.Brand.Name}" : $"E-Mail-Adresse aus Ihrem Konto bei {scene.Brand.Name} entfernt",
            $"{mail.Address}, {Time(mail.At, scene)}",
            isNew ? "Eine Adresse ist dazugekommen" : "Eine Adresse wurde entfernt",
            Parts(
                new MailPart.Words(isNew
                    ? $"Ihr Konto hat eine weitere Adresse: {mail.Address}. Mit ihr können Sie sich anmelden und in einigen Tagen auch E-Mails bekommen, die Ihr Konto öffnen. Wenn Sie sie hinzugefügt haben, ist alles in Ordnung."
                    : $"Ihr Konto hat die Adresse {mail.Address} nicht mehr. Wenn Sie sie entfernt haben, ist alles in Ordnung."),
                Facts(("Zeit", Time(mail.At, scene))),
                new MailPart.Caution(
                    "Das waren Sie nicht?",
                    isNew
                        ? "Dann ist jemand in Ihrem Konto. Entfernen Sie die Adresse, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen, am besten sofort."
                        : "Dann ist jemand in Ihrem Konto. Ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen, am besten sofort."),
                Button("Meine Adressen ansehen", mail.Link)));
    }

    protected override MailBody Write(DataExportedMail mail, MailScene scene) => new(
        $"Ihre Daten bei {scene.Brand.Name} wurden heruntergeladen",
        $"Am {Time(mail.At, scene)}.",
        "Ihre Daten wurden heruntergeladen",
        Parts(
            new MailPart.Words("Jemand, der in Ihrem Konto angemeldet ist, hat heruntergeladen, was darin über Sie gespeichert ist. Wenn Sie das waren, ist alles in Ordnung."),
            Facts(("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress), ("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das waren Sie nicht?", "Dann ist jemand in Ihrem Konto. Holen Sie es sich über dieses Postfach zurück, am besten sofort."),
            Button("Zugang wiederherstellen", mail.RecoveryLink)));

    protected override MailBody Write(NewDeviceMail mail, MailScene scene) => new(
        $"Neue Anmeldung in Ihrem Konto bei {scene.Brand.Name}",
        $"{PlainWords.Of(mail.Device)}, {Time(mail.At, scene)}",
        "Neue Anmeldung in Ihrem Konto",
        Parts(
            new MailPart.Words("In Ihrem Konto hat sich jemand mit einem Gerät angemeldet, das bisher nicht dafür benutzt wurde. Wenn Sie das waren, ist alles in Ordnung."),
            Facts(("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress), ("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das waren Sie nicht?", "Dann beenden Sie diese Sitzung und ändern Sie Ihr Passwort, am besten sofort."),
            Button("Meine Sitzungen ansehen", mail.Link)));

    protected override MailBody Write(PasswordChangedMail mail, MailScene scene) => new(
        $"Ihr Passwort bei {scene.Brand.Name} wurde geändert",
        $"Am {Time(mail.At, scene)}.",
        "Ihr Passwort wurde geändert",
        Parts(
            new MailPart.Words("Ihr Konto hat jetzt ein neues Passwort. Wenn Sie es geändert haben, ist alles in Ordnung."),
            Facts(("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress), ("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das waren Sie nicht?", "Dann ist jemand in Ihrem Konto. Holen Sie es sich über dieses Postfach zurück, am besten sofort."),
            Button("Zugang wiederherstellen", mail.RecoveryLink)));

    protected override MailBody Write(FactorChangedMail mail, MailScene scene)
    {
        if (mail is { Change: FactorChange.Added, Factor: MailFactor.RecoveryCodes })
        {
            return NewRecoveryCodes(mail, scene);
        }

        var isNew = mail.Change == FactorChange.Added;
        return new(
            isNew ? $"Neue Anmeldemethode für Ihr Konto bei {scene.Brand.Name}" : $"Anmeldemethode aus Ihrem Konto bei {scene.Brand.Name} entfernt",
            $"{Name(mail.Factor)}, {Time(mail.At, scene)}",
            isNew ? "Eine Anmeldemethode ist dazugekommen" : "Eine Anmeldemethode wurde entfernt",
            Parts(
                new MailPart.Words(isNew
                    ? "Es gibt einen weiteren Weg, mit dem Sie sich bei Ihrem Konto ausweisen. Wenn Sie ihn eingerichtet haben, ist alles in Ordnung."
                    : "Es gibt einen Weg weniger, mit dem Sie sich bei Ihrem Konto ausweisen. Wenn Sie ihn entfernt haben, ist alles in Ordnung."),
                Facts(("Methode", Name(mail.Factor)), ("Name", Plain(mail.Name)), ("Zeit", Time(mail.At, scene))),
                new MailPart.Caution(
                    "Das waren Sie nicht?",
                    isNew
                        ? "Dann ist jemand in Ihrem Konto. Entfernen Sie die Methode, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen, am besten sofort."
                        : "Dann ist jemand in Ihrem Konto. Ändern Sie Ihr Passwort, beenden Sie alle anderen Sitzungen und richten Sie die Methode wieder ein, am besten sofort."),
                Button("Mein Konto ansehen", mail.Link)));
    }

    protected override MailBody Write(KeyChangedMail mail, MailScene scene)
    {
        var isNew = mail.Change == KeyChange.Issued;
        return new(
            isNew ? $"Neuer API-Schlüssel in Ihrem Konto bei {scene.Brand.Name}" : $"Neues Geheimnis für einen API-Schlüssel Ihres Kontos bei {scene.Brand.Name}",
            $"{PlainWords.Of(mail.Name)}, {Time(mail.At, scene)}",
            isNew ? "Ein API-Schlüssel ist dazugekommen" : "Ein API-Schlüssel hat ein neues Geheimnis",
            Parts(
                new MailPart.Words(isNew
                    ? "Ihr Konto hat einen neuen API-Schlüssel, mit dem ein Programm in Ihrem Namen handeln kann. Wenn Sie ihn erstellt haben, ist alles in Ordnung."
                    : "Ein API-Schlüssel Ihres Kontos, mit dem ein Programm in Ihrem Namen handeln kann, hat ein neues Geheimnis bekommen. Wenn Sie das waren, ist alles in Ordnung."),
                Facts(
                    ("Schlüssel", Plain(mail.Name)), ("Organisation", Plain(mail.Org)), ("Gerät", Plain(mail.Device)), ("Adresse", mail.IpAddress),
                    ("Zeit", Time(mail.At, scene))),
                new MailPart.Caution(
                    "Das waren Sie nicht?",
                    "Dann ist jemand in Ihrem Konto. Widerrufen Sie den Schlüssel, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen, am besten sofort."),
                Button("Meine Schlüssel ansehen", mail.Link)));
    }

    protected override MailBody Write(AccountDeletedMail mail, MailScene scene) => new(
        $"Ihr Konto bei {scene.Brand.Name} wurde gelöscht",
        $"Am {Time(mail.At, scene)}.",
        "Ihr Konto wurde gelöscht",
        Parts(
            new MailPart.Words("Ihr Konto ist gelöscht, und alle seine Sitzungen sind beendet. Danke, dass Sie bei uns waren."),
            Facts(("Zeit", Time(mail.At, scene))),
            new MailPart.Caution("Das waren Sie nicht?", $"Dann wenden Sie sich sofort auf einem Weg, den Sie kennen, an die Menschen hinter {scene.Brand.Name}.")));

    protected override MailBody Write(GlassBrokenMail mail, MailScene scene) => new(
        $"Notzugang zu {PlainWords.Of(mail.Org)}",
        $"{PlainWords.Of(mail.Who)}, {Time(mail.At, scene)}",
        "Das Glas wurde eingeschlagen",
        Parts(
            new MailPart.Words(
                $"{PlainWords.Of(mail.Who)} hat {PlainWords.Of(mail.Org)} betreten, ohne die Anmeldevorgaben zu erfüllen. Sie bekommen diese Mail, weil Ihnen die Organisation gehört; der Zugang endet innerhalb einer Stunde."),
            Facts(("Grund", Plain(mail.Reason)), ("Zeit", Time(mail.At, scene)), ("Adresse", mail.IpAddress)),
            new MailPart.Caution("Damit haben Sie nicht gerechnet?", "Dann sprechen Sie auf einem Weg, den Sie kennen, mit der Person und beenden Sie ihre Sitzungen.")));

    private static MailBody NewRecoveryCodes(FactorChangedMail mail, MailScene scene) => new(
        $"Neue Wiederherstellungscodes für Ihr Konto bei {scene.Brand.Name}",
        $"Am {Time(mail.At, scene)}.",
        "Es gibt neue Wiederherstellungscodes",
        Parts(
            new MailPart.Words("Ihr Konto hat neue Wiederherstellungscodes, und die älteren gelten nicht mehr. Wenn Sie sie erstellt haben, ist alles in Ordnung."),
            Facts(("Zeit", Time(mail.At, scene))),
            new MailPart.Caution(
                "Das waren Sie nicht?",
                "Dann ist jemand in Ihrem Konto. Ändern Sie Ihr Passwort, beenden Sie alle anderen Sitzungen und erstellen Sie selbst neue Codes, am besten sofort."),
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
