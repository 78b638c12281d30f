using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Attempts;

/// <summary>
/// Mails the owner of an address, when passwords for it begin to wait, a link with which they need not. Whether there is one shows nowhere: a mail is
/// put in line either way.
/// </summary>
internal sealed class OfferUnlock(
    CallContext call, SeparateWork separately, MailboxLimit limit, AccountLinkSeal links, IMailSender sender, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const string Page = "/unlock";

    /// <summary>Not inside of a unit of work.</summary>
    /// <param name="typed">The address as it was given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(string typed, CancellationToken cancellationToken)
    {
        if (!sender.IsAvailable || !EmailAddress.IsValid(typed))
        {
            return;
        }

        var taken = await limit.TakeUnaskedAsync(typed, cancellationToken).ConfigureAwait(false);
        await separately.RunAsync<bool>(
            async (services, ct) =>
            {
                var (now, mails) = (time.Now(), services.GetRequiredService<MailQueue>());
                var owner = await FindAsync(services, typed, ct).ConfigureAwait(false);
                var expiresAt = now + Lifetime;
                var link = links.LinkTo(Page, new(AccountLinkPurposes.Unlock, Guid.CreateVersion7(now), owner?.User ?? default, expiresAt));
                var message = new UnlockMail(link, expiresAt, UserAgents.NameOf(call.UserAgent), call.IpAddress);
                if (taken.IsAllowed && owner is not null)
                {
                    mails.Enqueue(owner, message);
                }
                else
                {
                    mails.EnqueueForNobody(new(typed), message);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Only where the mailbox was proven: else strangers hear of an account that is not theirs.
    private async Task<MailAddress?> FindAsync(IServiceProvider services, string typed, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IEmailStore>().FindOwnerAsync(EmailAddress.KeyOf(typed), time.Now(), cancellationToken).ConfigureAwait(false)
            is { IsProven: true, Opens: true } owner
            ? new(owner.Address, owner.Name, owner.User)
            : null;
}
