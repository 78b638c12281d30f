using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Invitations;

/// <summary>
/// Accepts an invitation for a user who has proven who they are. Part of a larger unit of work: a sign-up makes account, membership
/// and session in one. The inviter has to be able to give now what they offered.
/// </summary>
internal sealed class AcceptInvitation(
    IInvitationStore invitations, InvitationGroups groups, IEmailStore emails, IMembershipStore memberships, IOrgStore orgs, RoleCatalog roles,
    JoinOrg join, InviterStanding standing, LabelRules labelRules, AccountNotices notices, Journal journal, Invalidations invalidations, TimeProvider time)
{
    /// <summary>By the token of its link.</summary>
    public async Task<Result<AcceptedInvitation>> RunAsync(string token, UserAccount user, CancellationToken cancellationToken)
    {
        if (await invitations.FindByTokenAsync(token, cancellationToken).ConfigureAwait(false) is not { } invitation)
        {
            return InvitationRefusals.NotFound;
        }

        // The link shows that the invitation reached them, so an address that only stands in the account does, if it is the primary one.
        var mine = await emails.ListAsync(user.Id, cancellationToken).ConfigureAwait(false);
        return EmailAddress.KeyOf(user.Email) == invitation.EmailKey || VerifiedKeys(mine).Contains(invitation.EmailKey)
            ? await RunAsync(invitation, user, token, cancellationToken).ConfigureAwait(false)
            : InvitationRefusals.WrongAccount(invitation);
    }

    /// <summary>One that is known to be for this user, without its link.</summary>
    public Task<Result<AcceptedInvitation>> RunAsync(StoredInvitation invitation, UserAccount user, CancellationToken cancellationToken) =>
        RunAsync(invitation, user, token: null, cancellationToken);

    /// <summary>The proven ones among a user's addresses, as invitations have them.</summary>
    public static IReadOnlyCollection<string> VerifiedKeys(IEnumerable<EmailEntry> addresses) =>
        [.. addresses.Where(address => address.VerifiedAt is not null).Select(address => address.Normalized)];

    private async Task<Result<AcceptedInvitation>> RunAsync(
        StoredInvitation found, UserAccount user, string? token, CancellationToken cancellationToken)
    {
        var org = await orgs.FindAsync(found.OrgId, cancellationToken).ConfigureAwait(false);
        if (org is not { Status: OrgStatus.Active })
        {
            return InvitationRefusals.OrgInactive;
        }

        // Once more behind the lock: who held it may have accepted, resent or replaced it.
        await orgs.LockAsync(org.Id, cancellationToken).ConfigureAwait(false);
        var invitation = await invitations.FindAsync(found.Id, cancellationToken).ConfigureAwait(false);
        var proof = token is null ? InvitationProof.Link : invitation?.ProofOf(token) ?? InvitationProof.None;
        if (invitation is null || proof == InvitationProof.None)
        {
            return InvitationRefusals.NotFound;
        }

        var membership = await memberships.FindAsync(org.Id, user.Id, cancellationToken).ConfigureAwait(false);
        if (membership is not null && invitation.State == InvitationStatus.Accepted && invitation.AcceptedBy == user.Id)
        {
            // A second click, or a retry whose first answer was lost.
            return Answer(invitation, org, membership);
        }

        if (InvitationRefusals.NotPending(invitation, time.Now()) is { } ended)
        {
            return ended;
        }

        if (membership is not null)
        {
            return MemberRefusals.Exists;
        }

        if (await roles.PermissionsOfAsync(org.Id, invitation.Role, cancellationToken).ConfigureAwait(false) is null)
        {
            return InvitationRefusals.RoleGone;
        }

        // Behind the lock, so that nobody joins by who is removed or demoted at the same time.
        if (await standing.HasLapsedAsync(invitation, org, cancellationToken).ConfigureAwait(false))
        {
            return InvitationRefusals.InviterLapsed;
        }

        var places = await join.PlacesAsync(org.Id, cancellationToken).ConfigureAwait(false);
        return places.Refuse() is { } full ? full : await JoinAsync(invitation, org, user, proof, cancellationToken).ConfigureAwait(false);
    }

    private static AcceptedInvitation Answer(StoredInvitation invitation, Organisation org, Membership membership) =>
        new(invitation.Id, new MyOrg(org.Id, org.Slug, org.Name, membership.Role) { LogoUrl = org.LogoUrl }, invitation.RedirectUrl);

    private async Task<AcceptedInvitation> JoinAsync(
        StoredInvitation invitation, Organisation org, UserAccount user, InvitationProof proof, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var actor = user.Id.ToString();
        var before = invitation.ToState(now);
        var delta = await labelRules.BeginAsync(org.Id, invitation.LabelsDelta, cancellationToken).ConfigureAwait(false);
        var membership = join.Add(org.Id, user.Id, invitation.Role, delta, actor);
        await groups.ApplyAsync(membership, invitation.Groups, cancellationToken).ConfigureAwait(false);
        invitation.End(InvitationStatus.Accepted, now);
        invitation.AcceptedBy = user.Id;
        var proven = proof == InvitationProof.Mailbox
            && await ProveAsync(user, invitation.EmailKey, now, cancellationToken).ConfigureAwait(false);
        journal.Write(org.Id, invitation.Id.ToString(), new InvitationAccepted(before, invitation.ToState(now), proven), actor);
        return Answer(invitation, org, membership);
    }

    private async Task<bool> ProveAsync(UserAccount user, string emailKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var addresses = await emails.ListAsync(user.Id, cancellationToken).ConfigureAwait(false);
        if (addresses.FirstOrDefault(address => address.Normalized == emailKey) is not { VerifiedAt: null } unproven)
        {
            return false;
        }

        unproven.Prove(now);
        notices.AddressesChanged(user, unproven, AddressChange.Proven);
        user.EmailVerified |= unproven.Primary;
        user.Version++;
        invalidations.UserIdentity(user.Id);
        return true;
    }
}
