using System.Text.Json.Serialization;

namespace CatalystAuth.Core.Mail;

/// <summary>
/// What a mail says. The words and the look are made when it is sent; a message has only what differs. What is stored is read by nodes of
/// other versions too, so members are only ever added, with defaults.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(VerificationMail), MailKinds.Verification)]
[JsonDerivedType(typeof(SignInCodeMail), MailKinds.SignInCode)]
[JsonDerivedType(typeof(AccountExistsMail), MailKinds.AccountExists)]
[JsonDerivedType(typeof(RecoveryMail), MailKinds.Recovery)]
[JsonDerivedType(typeof(UnlockMail), MailKinds.Unlock)]
[JsonDerivedType(typeof(EmailChangeRequestedMail), MailKinds.EmailChangeRequested)]
[JsonDerivedType(typeof(EmailChangedMail), MailKinds.EmailChanged)]
[JsonDerivedType(typeof(AddressesChangedMail), MailKinds.AddressesChanged)]
[JsonDerivedType(typeof(DataExportedMail), MailKinds.DataExported)]
[JsonDerivedType(typeof(NewDeviceMail), MailKinds.NewDevice)]
[JsonDerivedType(typeof(PasswordChangedMail), MailKinds.PasswordChanged)]
[JsonDerivedType(typeof(FactorChangedMail), MailKinds.FactorChanged)]
[JsonDerivedType(typeof(KeyChangedMail), MailKinds.KeyChanged)]
[JsonDerivedType(typeof(AccountDeletedMail), MailKinds.AccountDeleted)]
[JsonDerivedType(typeof(GlassBrokenMail), MailKinds.GlassBroken)]
[JsonDerivedType(typeof(InvitationMail), MailKinds.Invitation)]
public abstract record MailMessage
{
    private protected MailMessage()
    {
    }

    /// <summary>One of <see cref="MailKinds"/>.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>From when on the mail is of no use and is dropped unsent.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset? UsefulUntil => null;

    /// <summary>Without links and codes, so that no log can carry them.</summary>
    public sealed override string ToString() => Kind;
}
