using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Users;

/// <summary>Tells the owner of an account by mail what became of it, in case that it was not they. Part of the unit of work that changes it.</summary>
internal sealed class AccountNotices(
    CallContext call, IUserStore users, IProfileStore profiles, IKnownDeviceStore devices, MailQueue mails, AccountLinkSeal links, IOptions<TokenOptions> tokens, IOptions<FlowOptions> flows,
    TimeProvider time)
{
    /// <summary>Where the link of a change of the address leads.</summary>
    private const string EmailChangePage = "/email-change";

    private string? Recovery => flows.Value.HasPasswords ? $"{tokens.Value.Issuer}/recovery" : null;

    public void PasswordChanged(UserAccount user) => mails.Enqueue(
        MailAddress.Of(user), new PasswordChangedMail(time.Now(), UserAgents.NameOf(call.UserAgent), call.IpAddress, Recovery));

    /// <summary>A factor is new or gone. When one is gone, every device needs a second factor again.</summary>
    public async Task FactorChangedAsync(UserId id, FactorChange change, FactorState factor, CancellationToken cancellationToken)
    {
        if (change == FactorChange.Removed)
        {
            await devices.DistrustAsync(id, cancellationToken).ConfigureAwait(false);
        }

        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } user)
        {
            mails.Enqueue(
                MailAddress.Of(user),
                new FactorChangedMail(
                    change, factor.Kind == FactorKinds.Totp ? MailFactor.Totp : MailFactor.Passkey, factor.Name, time.Now(), $"{tokens.Value.Issuer}/account/security"));
        }
    }

    /// <summary>Recovery codes are new, and older ones void.</summary>
    public Task RecoveryCodesRenewedAsync(UserId id, CancellationToken cancellationToken) =>
        RecoveryCodesChangedAsync(id, FactorChange.Added, cancellationToken);

    /// <summary>A recovery code stood in for a second factor.</summary>
    public Task RecoveryCodeUsedAsync(UserId id, CancellationToken cancellationToken) =>
        RecoveryCodesChangedAsync(id, FactorChange.Used, cancellationToken);

    /// <summary>A key that acts as its user is new, or its secret is.</summary>
    public async Task KeyChangedAsync(UserId id, KeyChange change, string name, Organisation org, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } user)
        {
            mails.Enqueue(
                MailAddress.Of(user),
                new KeyChangedMail(
                    change, name, org.Name, time.Now(), UserAgents.NameOf(call.UserAgent), call.IpAddress, $"{tokens.Value.Issuer}/account/keys"));
        }
    }

    /// <summary>Asks the primary address whether another may take its place.</summary>
    public void AskToChangeAddress(UserAccount user, EmailEntry wanted, StoredEmailChange change, bool isReminder)
    {
        var link = links.LinkTo(EmailChangePage, new(AccountLinkPurposes.EmailChange, change.Id, user.Id, change.ExpiresAt));
        mails.Enqueue(MailAddress.Of(user), new EmailChangeRequestedMail(wanted.Address, link, change.PossibleFrom, change.ExpiresAt, isReminder));
    }

    /// <summary>To the address that was the primary one until now, and to the one that is.</summary>
    public void AddressChanged(UserAccount user, string newAddress)
    {
        var message = new EmailChangedMail(user.Email, newAddress, time.Now(), Recovery);
        mails.Enqueue(MailAddress.Of(user), message);
        mails.Enqueue(new(newAddress, user.Name, user.Id), message);
    }

    /// <summary>To the primary address, and to one that is gone. One that nobody has proven is not worth a word.</summary>
    public void AddressesChanged(UserAccount user, EmailEntry email, AddressChange change)
    {
        if (email is { Primary: true } or { VerifiedAt: null })
        {
            return;
        }

        var message = new AddressesChangedMail(change, email.Address, time.Now(), $"{tokens.Value.Issuer}/account");
        mails.Enqueue(MailAddress.Of(user), message);
        if (change == AddressChange.Removed)
        {
            mails.Enqueue(new(email.Address, User: user.Id), message);
        }
    }

    public void DataExported(UserAccount user) => mails.Enqueue(
        MailAddress.Of(user), new DataExportedMail(time.Now(), UserAgents.NameOf(call.UserAgent), call.IpAddress, Recovery));

    /// <summary>The account goes. Who it was is not known any more when the mail is written, so it is said here in which language that is.</summary>
    public async Task DeletedAsync(UserAccount user, CancellationToken cancellationToken) => mails.Enqueue(
        new(user.Email, user.EmailVerified ? user.Name : null), new AccountDeletedMail(time.Now()),
        (await profiles.FindAsync(user.Id, cancellationToken).ConfigureAwait(false))?.Locale);

    private async Task RecoveryCodesChangedAsync(UserId id, FactorChange change, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } user)
        {
            mails.Enqueue(
                MailAddress.Of(user),
                new FactorChangedMail(change, MailFactor.RecoveryCodes, Name: null, time.Now(), $"{tokens.Value.Issuer}/account/security"));
        }
    }
}
