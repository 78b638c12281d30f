using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Invitations;

/// <summary>
/// Whether who sent an invitation, or sent it last, may still give what it gives: an offer is worth as much as its inviter is when it is accepted.
/// Asked of what they are now, so there is nothing to be told when somebody is demoted, removed, banned or deleted, and who comes back may again.
/// </summary>
internal sealed class InviterStanding(
    OrgAccess access, IUserStore users, RoleCatalog roles, InvitationGroups groups, LabelRules labelRules, TimeProvider time)
{
    /// <summary>Whether the invitation has lapsed with its inviter's rights; one that has ended otherwise has not.</summary>
    public async Task<bool> HasLapsedAsync(StoredInvitation invitation, Organisation org, CancellationToken cancellationToken) =>
        invitation.State == InvitationStatus.Pending
        && !await MayStillGiveAsync(
            invitation, await GrantAsync(org, invitation.InvitedBy, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Which of an organisation's invitations have lapsed; each inviter is looked up once.</summary>
    public async Task<IReadOnlySet<InvitationId>> FindLapsedAsync(
        IEnumerable<StoredInvitation> invitations, Organisation org, CancellationToken cancellationToken)
    {
        var lapsed = new HashSet<InvitationId>();
        foreach (var ofInviter in invitations.Where(invitation => invitation.State == InvitationStatus.Pending).GroupBy(invitation => invitation.InvitedBy))
        {
            var grant = await GrantAsync(org, ofInviter.Key, cancellationToken).ConfigureAwait(false);
            foreach (var invitation in ofInviter)
            {
                if (!await MayStillGiveAsync(invitation, grant, cancellationToken).ConfigureAwait(false))
                {
                    lapsed.Add(invitation.Id);
                }
            }
        }

        return lapsed;
    }

    private async Task<OrgGrant?> GrantAsync(Organisation org, UserId inviter, CancellationToken cancellationToken) =>
        await users.FindAsync(inviter, cancellationToken).ConfigureAwait(false) is { } user && !user.IsBanned(time.Now())
            ? await access.GrantOfAsync(org, inviter, cancellationToken).ConfigureAwait(false)
            : null;

    // As it is asked when one is sent. What became of schemas of labels meanwhile is no matter of who invited, nor is a group that is gone.
    private async Task<bool> MayStillGiveAsync(StoredInvitation invitation, OrgGrant? grant, CancellationToken cancellationToken)
    {
        if (grant is null || !grant.Holds(BuiltInPermissions.InvitationsWrite)
            || await roles.CheckGiveAsync(grant, invitation.Role, cancellationToken).ConfigureAwait(false) is not null)
        {
            return false;
        }

        return invitation.LabelsDelta.Count + invitation.Groups.Count == 0
            || (grant.Holds(BuiltInPermissions.MembersWrite)
                && (await labelRules.JudgeOfAsync(grant, cancellationToken).ConfigureAwait(false)).CheckOffer(invitation.LabelsDelta) is null
                && await groups.CheckLeftAsync(grant, invitation.Groups, cancellationToken).ConfigureAwait(false) is null);
    }
}
