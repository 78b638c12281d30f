namespace CatalystAuth.Core.Mail;

/// <summary>The kinds of mails, as metrics, logs and the database have them.</summary>
public static class MailKinds
{
    /// <summary>One that is never sent; see <see cref="MailQueue.EnqueueForNobody"/>.</summary>
    public const string Nobody = "nobody";

    /// <summary><see cref="VerificationMail"/>.</summary>
    public const string Verification = "verification";

    /// <summary><see cref="SignInCodeMail"/>.</summary>
    public const string SignInCode = "sign_in_code";

    /// <summary><see cref="AccountExistsMail"/>.</summary>
    public const string AccountExists = "account_exists";

    /// <summary><see cref="RecoveryMail"/>.</summary>
    public const string Recovery = "recovery";

    /// <summary><see cref="UnlockMail"/>.</summary>
    public const string Unlock = "unlock";

    /// <summary><see cref="EmailChangeRequestedMail"/>.</summary>
    public const string EmailChangeRequested = "email_change_requested";

    /// <summary><see cref="EmailChangedMail"/>.</summary>
    public const string EmailChanged = "email_changed";

    /// <summary><see cref="AddressesChangedMail"/>.</summary>
    public const string AddressesChanged = "addresses_changed";

    /// <summary><see cref="DataExportedMail"/>.</summary>
    public const string DataExported = "data_exported";

    /// <summary><see cref="NewDeviceMail"/>.</summary>
    public const string NewDevice = "new_device";

    /// <summary><see cref="PasswordChangedMail"/>.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary><see cref="FactorChangedMail"/>.</summary>
    public const string FactorChanged = "factor_changed";

    /// <summary><see cref="KeyChangedMail"/>.</summary>
    public const string KeyChanged = "key_changed";

    /// <summary><see cref="AccountDeletedMail"/>.</summary>
    public const string AccountDeleted = "account_deleted";

    /// <summary><see cref="GlassBrokenMail"/>.</summary>
    public const string GlassBroken = "glass_broken";

    /// <summary><see cref="InvitationMail"/>.</summary>
    public const string Invitation = "invitation";
}
