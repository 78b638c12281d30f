using System.Text.Json.Serialization;

namespace CatalystAuth.Core.Mail;

/// <summary>To the address that an account has, when another one is to take its place.</summary>
/// <param name="NewAddress">The other one.</param>
/// <param name="ExpiresAt">Until when the code and the link work.</param>
/// <param name="Code">A code that agrees to it; null when none is needed.</param>
/// <param name="CancelLink">A link that stops it; null for none.</param>
public sealed record EmailChangeRequestedMail(
    string NewAddress, DateTimeOffset ExpiresAt, string? Code = null, string? CancelLink = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.EmailChangeRequested;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}

/// <summary>To the address that is to take another one's place.</summary>
/// <param name="Code">The code that proves it.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record EmailChangeCodeMail(string Code, DateTimeOffset ExpiresAt) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.EmailChangeCode;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}

/// <summary>Somebody signed in on a device that the account was not used on before.</summary>
/// <param name="Device">The device, e.g. <c>Firefox on Windows</c>.</param>
/// <param name="IpAddress">Its address.</param>
/// <param name="At">When.</param>
/// <param name="Link">Where the sessions can be seen and ended; null for none.</param>
public sealed record NewDeviceMail(string Device, string? IpAddress, DateTimeOffset At, string? Link = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.NewDevice;
}

/// <summary>The password is another one now.</summary>
/// <param name="At">When it was changed.</param>
/// <param name="Device">On which device.</param>
/// <param name="IpAddress">From which address.</param>
/// <param name="RecoveryLink">Where to begin when it was somebody else; null for none.</param>
public sealed record PasswordChangedMail(
    DateTimeOffset At, string? Device = null, string? IpAddress = null, string? RecoveryLink = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.PasswordChanged;
}

/// <summary>A way to prove who one is was added to an account, or removed from it.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Factor">Which way.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="At">When.</param>
/// <param name="Link">Where to see to it; null for none.</param>
public sealed record FactorChangedMail(FactorChange Change, MailFactor Factor, string? Name, DateTimeOffset At, string? Link = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.FactorChanged;
}

/// <summary>The account is no more.</summary>
/// <param name="At">When it was deleted.</param>
public sealed record AccountDeletedMail(DateTimeOffset At) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.AccountDeleted;
}

/// <summary>To the owners of an organisation: its break-glass member entered without what its sign-in policy asks for.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Who">The member.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="At">When.</param>
/// <param name="IpAddress">From which address.</param>
public sealed record GlassBrokenMail(string Org, string Who, string Reason, DateTimeOffset At, string? IpAddress = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.GlassBroken;
}

/// <summary>What became of a factor.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactorChange>))]
public enum FactorChange
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>A way to prove who one is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailFactor>))]
public enum MailFactor
{
    /// <summary>Codes of an authenticator app.</summary>
    Totp,

    /// <summary>A passkey or security key.</summary>
    Passkey,

    /// <summary>Recovery codes.</summary>
    RecoveryCodes,

    /// <summary>A password, where there was none.</summary>
    Password,
}
