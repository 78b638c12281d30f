using System.Text.Json.Serialization;

namespace CatalystAuth.Core.Mail;

/// <summary>To the address that an account has, when another one is to take its place.</summary>
/// <param name="NewAddress">The other one.</param>
/// <param name="Link">A link to agree to it, and to stop it.</param>
/// <param name="PossibleFrom">From when on the change can be made without this address.</param>
/// <param name="ExpiresAt">Until when the link works.</param>
/// <param name="IsReminder">Whether it was asked for some days ago.</param>
public sealed record EmailChangeRequestedMail(
    string NewAddress, string Link, DateTimeOffset PossibleFrom, DateTimeOffset ExpiresAt, bool IsReminder = false) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.EmailChangeRequested;

    /// <inheritdoc />
    public override DateTimeOffset? UsefulUntil => ExpiresAt;
}

/// <summary>To both addresses, when one has taken the other's place.</summary>
/// <param name="OldAddress">The one that was.</param>
/// <param name="NewAddress">The one that is.</param>
/// <param name="At">When.</param>
/// <param name="RecoveryLink">Where to begin when it was somebody else; null for none.</param>
public sealed record EmailChangedMail(string OldAddress, string NewAddress, DateTimeOffset At, string? RecoveryLink = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.EmailChanged;
}

/// <summary>An account has an address more, or less, beside its primary one.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Address">Which.</param>
/// <param name="At">When.</param>
/// <param name="Link">Where to see to it; null for none.</param>
public sealed record AddressesChangedMail(AddressChange Change, string Address, DateTimeOffset At, string? Link = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.AddressesChanged;
}

/// <summary>What is known of somebody was taken out.</summary>
/// <param name="At">When.</param>
/// <param name="Device">On which device.</param>
/// <param name="IpAddress">From which address.</param>
/// <param name="RecoveryLink">Where to begin when it was somebody else; null for none.</param>
public sealed record DataExportedMail(
    DateTimeOffset At, string? Device = null, string? IpAddress = null, string? RecoveryLink = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.DataExported;
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

/// <summary>A way to prove who one is was added to an account, removed from it, or is a recovery code that is spent.</summary>
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

/// <summary>An API key that acts as its owner was issued, or has another secret.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Org">The organisation that it is for.</param>
/// <param name="At">When.</param>
/// <param name="Device">On which device.</param>
/// <param name="IpAddress">From which address.</param>
/// <param name="Link">Where to see to it; null for none.</param>
public sealed record KeyChangedMail(
    KeyChange Change, string Name, string Org, DateTimeOffset At, string? Device = null, string? IpAddress = null, string? Link = null) : MailMessage
{
    /// <inheritdoc />
    public override string Kind => MailKinds.KeyChanged;
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

    /// <summary>One of its codes is spent; of <see cref="MailFactor.RecoveryCodes"/> only.</summary>
    Used,
}

/// <summary>What became of an API key.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyChange>))]
public enum KeyChange
{
    /// <summary>It is new.</summary>
    Issued,

    /// <summary>Its secret is.</summary>
    Rotated,
}

/// <summary>What became of an address.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressChange>))]
public enum AddressChange
{
    /// <summary>It is proven.</summary>
    Proven,

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

    /// <summary>Recovery codes: those that are added take the place of all older ones.</summary>
    RecoveryCodes,

    /// <summary>A password, where there was none.</summary>
    Password,
}
