namespace CatalystAuth.Contracts.Users;

/// <summary>Codes of refusals about users.</summary>
public static class UserErrorCodes
{
    /// <summary>No such user, or none that the caller may know of.</summary>
    public const string NotFound = "user.not_found";

    /// <summary>A field of the profile is malformed or too large.</summary>
    public const string InvalidProfile = "user.invalid_profile";

    /// <summary>The reason is missing or too long, or the end is not in the future.</summary>
    public const string InvalidBan = "user.invalid_ban";

    /// <summary>Nobody bans or deletes a platform admin or themselves this way.</summary>
    public const string Protected = "user.protected";

    /// <summary>The user is the last owner of an organisation.</summary>
    public const string LastOwner = "user.last_owner";

    /// <summary>The password is wrong, or the account waits after several failures.</summary>
    public const string WrongPassword = "user.wrong_password";

    /// <summary>The reason for which another password is asked for is missing or too long.</summary>
    public const string InvalidPasswordChange = "user.invalid_password_change";

    /// <summary>A search is malformed.</summary>
    public const string InvalidQuery = "user.invalid_query";

    /// <summary>The caller has no such address.</summary>
    public const string EmailNotFound = "user.email_not_found";

    /// <summary>The text is no e-mail address.</summary>
    public const string InvalidEmail = "user.invalid_email";

    /// <summary>The caller has proven this address already.</summary>
    public const string EmailExists = "user.email_exists";

    /// <summary>The account has as many addresses as it may.</summary>
    public const string TooManyEmails = "user.too_many_emails";

    /// <summary>The primary address can't be removed.</summary>
    public const string EmailPrimary = "user.email_primary";

    /// <summary>The address was the primary one until lately, so it stays for a week.</summary>
    public const string EmailWasPrimary = "user.email_was_primary";

    /// <summary>Only a proven address can be the primary one.</summary>
    public const string EmailUnverified = "user.email_unverified";

    /// <summary>The code is wrong, used, expired or was tried too often.</summary>
    public const string InvalidEmailCode = "user.invalid_email_code";

    /// <summary>No change of the primary address waits for this one.</summary>
    public const string NoEmailChange = "user.no_email_change";

    /// <summary>The link of a mail is used, has expired, or what it was for was taken back.</summary>
    public const string InvalidLink = "user.invalid_link";

    /// <summary>Mails can't be sent here, and without them this is not safe.</summary>
    public const string NoMail = "user.no_mail";
}
