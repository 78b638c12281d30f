namespace CatalystAuth.Contracts.Events;

/// <content>Those of users.</content>
public static partial class EventTypes
{
    /// <summary>Somebody signed up, or the first admin was made.</summary>
    public const string UserCreated = "user.created";

    /// <summary>The labels set on a user changed.</summary>
    public const string UserLabelsChanged = "user.labels_changed";

    /// <summary>A user's profile changed.</summary>
    public const string UserUpdated = "user.updated";

    /// <summary>A user was kept out.</summary>
    public const string UserBanned = "user.banned";

    /// <summary>A user was let in again.</summary>
    public const string UserUnbanned = "user.unbanned";

    /// <summary>A user was deleted.</summary>
    public const string UserDeleted = "user.deleted";

    /// <summary>What the audit trail knew of a user was made unreadable.</summary>
    public const string UserErased = "user.erased";

    /// <summary>A user added an address.</summary>
    public const string UserEmailAdded = "user.email_added";

    /// <summary>A user proved an address.</summary>
    public const string UserEmailVerified = "user.email_verified";

    /// <summary>A user asked for another primary address; the old one is asked to agree.</summary>
    public const string UserEmailChangeRequested = "user.email_change_requested";

    /// <summary>A change of the primary address was taken back, or stopped by who reads the old one.</summary>
    public const string UserEmailChangeStopped = "user.email_change_stopped";

    /// <summary>Another address of a user's became the primary one.</summary>
    public const string UserEmailPrimaryChanged = "user.email_primary_changed";

    /// <summary>A user removed an address.</summary>
    public const string UserEmailRemoved = "user.email_removed";

    /// <summary>A user set up a second factor.</summary>
    public const string UserFactorAdded = "user.factor_added";

    /// <summary>A user renamed a second factor.</summary>
    public const string UserFactorRenamed = "user.factor_renamed";

    /// <summary>A user removed a second factor.</summary>
    public const string UserFactorRemoved = "user.factor_removed";

    /// <summary>A user had a device that they signed in with forgotten, which ends its trust.</summary>
    public const string UserDeviceForgotten = "user.device_forgotten";

    /// <summary>A passkey was refused, as its authenticator counted backwards: there may be a copy of it.</summary>
    public const string UserPasskeySuspected = "user.passkey_suspected";

    /// <summary>A user got new recovery codes.</summary>
    public const string UserRecoveryCodesGenerated = "user.recovery_codes_generated";

    /// <summary>A user proved who they are with a recovery code.</summary>
    public const string UserRecoveryCodeUsed = "user.recovery_code_used";

    /// <summary>A user's password was set or changed.</summary>
    public const string UserPasswordChanged = "user.password_changed";

    /// <summary>A platform admin asked a user for another password, before their next session.</summary>
    public const string UserPasswordChangeRequired = "user.password_change_required";

    /// <summary>Passwords of a user can be tried again from one browser, by the link of a mail.</summary>
    public const string UserUnlocked = "user.unlocked";

    /// <summary>A user took out what is known of them.</summary>
    public const string UserDataExported = "user.data_exported";

    /// <summary>A platform admin took all second factors of a user away.</summary>
    public const string UserMfaReset = "user.mfa_reset";
}
