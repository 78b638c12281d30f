using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Mail.Templates;

/// <summary>
/// Whom a mail is from, for the eye. It is looked at when the mail is sent: how long the answer took that put it in line must not tell who is in an organisation.
/// </summary>
public sealed class MailBrands(
    IOrgStore orgs, IOrgProfileStore profiles, IAppStore apps, IMembershipStore memberships, IInvitationStore invitations, IRateLimiter limiter,
    IOptions<ProductOptions> product, TimeProvider time)
{
    // Anybody can open an organisation, call it what they like and have a code sent to strangers; beyond this their words stay at home.
    private static readonly RateLimit Strangers = new(500, TimeSpan.FromDays(1));

    internal async Task<MailBrand> FindAsync(MailContent content, CancellationToken cancellationToken)
    {
        var (org, isStranger) = content.BrandOf is { } id ? (await orgs.FindAsync(id, cancellationToken).ConfigureAwait(false), false)
            : content.Look is { } look ? await FindAsync(look, content.To, cancellationToken).ConfigureAwait(false)
            : (null, false);
        if (org is null)
        {
            return MailBrand.OfProduct(product.Value.Name);
        }

        var brand = MailBrand.Of(org, await profiles.FindProfileAsync(org.Id, cancellationToken).ConfigureAwait(false), product.Value.Name);

        // A picture that is fetched tells its owner who got the mail, and so who has an account.
        return isStranger ? brand with { LogoUrl = null } : brand;
    }

    // Of one that is closed only who is in it, or invited, sees that it is there.
    private async Task<(Organisation? Org, bool IsStranger)> FindAsync(MailLook look, MailAddress to, CancellationToken cancellationToken)
    {
        var app = look.App is { } on ? await apps.FindAsync(on, cancellationToken).ConfigureAwait(false) : null;
        OrgRef? reference = OrgRef.TryParse(look.Org, null, out var named) ? named : look.Org is null && app is not null ? app.OrgId : null;
        if (reference is not { } wanted || await orgs.FindAsync(wanted, cancellationToken).ConfigureAwait(false) is not { Status: OrgStatus.Active } org)
        {
            return (null, false);
        }

        if (await KnowsAsync(org.Id, to, cancellationToken).ConfigureAwait(false))
        {
            return (org, false);
        }

        var isOpen = org.SignIn.SignUp == OrgSignUp.Open && (look.App is null || app is { SignIn.SignUp: null });
        return isOpen && (await limiter.TakeAsync($"look:{org.OwnerUserId}", Strangers, 1, cancellationToken).ConfigureAwait(false)).IsAllowed
            ? (org, true)
            : (null, false);
    }

    private async Task<bool> KnowsAsync(OrgId org, MailAddress to, CancellationToken cancellationToken)
    {
        if (to.User is { } user && await memberships.FindAsync(org, user, cancellationToken).ConfigureAwait(false) is not null)
        {
            return true;
        }

        var now = time.Now();
        var invited = await invitations.FindOpenAsync(org, [EmailAddress.KeyOf(to.Address)], cancellationToken).ConfigureAwait(false);
        return invited.Any(invitation => InvitationRefusals.NotPending(invitation, now) is null);
    }
}
