using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Invitations;

/// <summary>
/// Sends an invitation again with new links and a new life; the old links die. Whoever resends sees a link, so they have to be able to
/// give what it gives, as who invites does.
/// </summary>
internal sealed class ResendInvitation(
    OrgAccess access, InvitationOffers offers, LabelRules labelRules, IInvitationStore invitations, IOrgStore orgs, IUserStore users, InvitationLinks links,
    Limits limits, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<IssuedInvitation>> RunAsync(OrgRef reference, InvitationId id, CancellationToken cancellationToken)
    {
        var mailed = await TakeMailAsync(reference, id, cancellationToken).ConfigureAwait(false);
        return await unitOfWork.RunAsync<IssuedInvitation>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.InvitationsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                if (granted.Actor is not Actor.User caller
                    || await users.FindAsync(caller.UserId, ct).ConfigureAwait(false) is not { } inviter)
                {
                    return Refusals.UserRequired;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var invitation = await invitations.FindAsync(id, ct).ConfigureAwait(false);
                if (invitation is null || invitation.OrgId != granted.Org.Id)
                {
                    return InvitationRefusals.NotFound;
                }

                if ((await RefuseAsync(granted, invitation, ct).ConfigureAwait(false) ?? mailed) is { } error)
                {
                    return error;
                }

                var locale = await links.LocaleOfAsync(inviter, ct).ConfigureAwait(false);
                return Renew(invitation, granted.Org, inviter, locale);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Only for what could be sent: why it can't be mailed, or null when it can.
    private async Task<Error?> TakeMailAsync(OrgRef reference, InvitationId id, CancellationToken cancellationToken)
    {
        var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.InvitationsWrite, cancellationToken).ConfigureAwait(false);
        return grant.TryGet(out var granted, out _) && granted.Actor is Actor.User inviter
            && await invitations.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } invitation && invitation.OrgId == granted.Org.Id
            && await RefuseAsync(granted, invitation, cancellationToken).ConfigureAwait(false) is null
                ? await links.TakeMailAsync(granted.Org.Id, inviter.UserId, invitation.EmailKey, cancellationToken).ConfigureAwait(false)
                : InvitationRefusals.Overtaken;
    }

    private async Task<Error?> RefuseAsync(OrgGrant grant, StoredInvitation invitation, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (invitation.State != InvitationStatus.Pending)
        {
            return InvitationRefusals.NotPending(invitation, now);
        }

        var judge = await labelRules.JudgeOfAsync(grant, cancellationToken).ConfigureAwait(false);
        var labels = invitation.LabelsDelta.Where(entry => entry.IsLive(now)).Select(entry => LabelInput.Until(entry.Label, entry.ExpiresAt)).ToList();
        if (await offers.CheckAsync(grant, judge, invitation.Role, invitation.Groups, labels, cancellationToken).ConfigureAwait(false) is { } error)
        {
            return error;
        }

        // An expired one takes a place again.
        return invitation.StatusAt(now) == InvitationStatus.Expired
            && await limits.OfOrgAsync(grant.Org.Id, LimitNames.PendingInvitations, cancellationToken).ConfigureAwait(false) is { } most
            && await invitations.CountPendingAsync(grant.Org.Id, now, cancellationToken).ConfigureAwait(false) is var pending && pending >= most
                ? Limits.Reached(LimitNames.PendingInvitations, most, pending)
                : null;
    }

    private IssuedInvitation Renew(StoredInvitation invitation, Organisation org, UserAccount inviter, string? locale)
    {
        var now = time.Now();
        var before = invitation.ToState(now);
        var tokens = InvitationLinks.NewTokens(invitation.Id);
        invitation.TokenHash = InvitationTokenText.Hash(tokens.Shown);
        invitation.MailedTokenHash = InvitationTokenText.Hash(tokens.Mailed);
        invitation.ExpiresAt = now.AddSeconds(invitation.Life);
        invitation.InvitedBy = inviter.Id;
        invitation.RequestedAt = null;
        invitation.SentCount++;
        invitation.Version++;
        journal.Write(org.Id, invitation.Id.ToString(), new InvitationResent(before, invitation.ToState(now)));
        links.Mail(invitation, org, inviter, tokens, locale);
        return new(invitation.ToContract(now), tokens);
    }
}
