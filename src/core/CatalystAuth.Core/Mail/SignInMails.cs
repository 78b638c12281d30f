namespace CatalystAuth.Core.Mail;

/// <summary>A code that proves an address. To an address that nobody has proven yet, so without anybody's words in it.</summary>
/// <param name="Code">The code.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record VerificationMail(string Code, DateTimeOffset ExpiresAt) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.Verification;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}

/// <summary>A code to sign in with.</summary>
/// <param name="Code">The code.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="Link">A link that does the same; null for none.</param>
/// <param name="Device">Where it was asked for, e.g. <c>Firefox on Windows</c>.</param>
/// <param name="Place">And from which place or address.</param>
public sealed record SignInCodeMail(string Code, DateTimeOffset ExpiresAt, string? Link = null, string? Device = null, string? Place = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.SignInCode;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}

/// <summary>To who has an account already, when somebody signs up with their address: that page tells nobody that there is one.</summary>
/// <param name="Link">Where to sign in.</param>
/// <param name="RecoveryLink">Where to begin when the password is forgotten; null for none.</param>
public sealed record AccountExistsMail(string Link, string? RecoveryLink = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.AccountExists;
}

/// <summary>A link that leads back into an account.</summary>
/// <param name="Link">The link.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="Code">A code that does the same, for who reads the mail elsewhere; null for none.</param>
/// <param name="Device">Where it was asked for.</param>
/// <param name="Place">And from which place or address.</param>
public sealed record RecoveryMail(string Link, DateTimeOffset ExpiresAt, string? Code = null, string? Device = null, string? Place = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.Recovery;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}

/// <summary>A link that lets the password be tried again at once, after wrong ones.</summary>
/// <param name="Link">The link.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="Device">Where the last of them was tried.</param>
/// <param name="Place">And from which place or address.</param>
public sealed record UnlockMail(string Link, DateTimeOffset ExpiresAt, string? Device = null, string? Place = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.Unlock;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}

/// <summary>An invitation into an organisation.</summary>
/// <param name="Org">The organisation's name.</param>
/// <param name="Inviter">Who invites.</param>
/// <param name="Link">The link. Its token is in no other place, so that who follows it has proven the mailbox.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record InvitationMail(string Org, string Inviter, string Link, DateTimeOffset ExpiresAt) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.Invitation;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}
