using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Mail.Templates;

namespace CatalystAuth.Core.Tests.Mail;

/// <summary>One of each mail, with everything that it can have.</summary>
internal static class MailSamples
{
    public const string Link = "https://id.example.com/go#token=a%20b&x=<y>";

    public static readonly DateTimeOffset Now = new(2026, 11, 26, 6, 25, 0, TimeSpan.Zero);

    public static readonly IReadOnlyList<MailMessage> All =
    [
        new VerificationMail("12345678", Now.AddMinutes(10)),
        new SignInCodeMail("12345678", Now.AddMinutes(10), Link, "Firefox on Windows", "Berlin"),
        new AccountExistsMail(Link, Link),
        new RecoveryMail(Link, Now.AddHours(1), "Firefox on Windows", "203.0.113.7"),
        new UnlockMail(Link, Now.AddMinutes(30), "Firefox on Windows", "203.0.113.7"),
        new InvitationMail("Acme", "Ada Lovelace", Link, Now.AddDays(7)),
        new EmailChangeRequestedMail("new@example.com", Link, Now.AddDays(7), Now.AddDays(14)),
        new EmailChangeRequestedMail("new@example.com", Link, Now.AddDays(2), Now.AddDays(9), IsReminder: true),
        new EmailChangedMail("ada@example.com", "new@example.com", Now, Link),
        new AddressesChangedMail(AddressChange.Proven, "new@example.com", Now, Link),
        new AddressesChangedMail(AddressChange.Removed, "new@example.com", Now),
        new DataExportedMail(Now, "Firefox on Windows", "203.0.113.7", Link),
        new NewDeviceMail("Firefox on Windows", "203.0.113.7", Now, Link),
        new PasswordChangedMail(Now, "Firefox on Windows", "203.0.113.7", Link),
        new FactorChangedMail(FactorChange.Added, MailFactor.Passkey, "My phone", Now, Link),
        new FactorChangedMail(FactorChange.Removed, MailFactor.Totp, null, Now),
        new FactorChangedMail(FactorChange.Added, MailFactor.RecoveryCodes, null, Now, Link),
        new FactorChangedMail(FactorChange.Used, MailFactor.RecoveryCodes, null, Now, Link),
        new KeyChangedMail(KeyChange.Issued, "Laptop", "Acme", Now, "Firefox on Windows", "203.0.113.7", Link),
        new KeyChangedMail(KeyChange.Rotated, "Laptop", "Acme", Now),
        new AccountDeletedMail(Now),
        new GlassBrokenMail("Acme", "Ada Lovelace", "All passkeys are lost", Now, "203.0.113.7"),
    ];

    public static MailScene Scene(MailBrand? brand = null, TimeZoneInfo? zone = null) =>
        new(brand ?? MailBrand.OfProduct("Acme Cloud"), Now, zone ?? TimeZoneInfo.Utc);

    public static OutgoingMail Render(MailMessage message, string locale = "en", string? name = null, MailScene? scene = null) => MailRenderer.Render(
        new MailId(Guid.CreateVersion7(Now)), new("ada@example.com", name), message, MailLanguages.Choose(locale), scene ?? Scene());
}
