using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Users;

/// <summary>Tells the owner of an account by mail what became of it, in case that it was not they. Part of the unit of work that changes it.</summary>
internal sealed class AccountNotices(
    CallContext call, IUserStore users, IKnownDeviceStore devices, MailQueue mails, IOptions<TokenOptions> tokens, TimeProvider time)
{
    private static readonly TimeSpan Told = TimeSpan.FromDays(3);

    public void PasswordChanged(UserAccount user) => mails.Enqueue(
        MailAddress.Of(user), new PasswordChangedMail(time.Now(), UserAgents.NameOf(call.UserAgent), call.IpAddress, $"{tokens.Value.Issuer}/recovery"));

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

    /// <summary>To the address that was the primary one until now.</summary>
    public void AddressChanged(UserAccount user, string newAddress) =>
        mails.Enqueue(MailAddress.Of(user), new EmailChangeRequestedMail(newAddress, time.Now() + Told));

    public void Deleted(UserAccount user) => mails.Enqueue(new(user.Email, user.EmailVerified ? user.Name : null), new AccountDeletedMail(time.Now()));
}
