using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;

namespace CatalystAuth.Core.Invitations;

/// <summary>Declines an invitation. Part of a larger unit of work.</summary>
internal sealed class DeclineInvitation(Journal journal, TimeProvider time)
{
    public Result<bool> Run(StoredInvitation invitation)
    {
        var now = time.Now();
        if (invitation.State == InvitationStatus.Declined)
        {
            return false;
        }

        if (InvitationRefusals.NotPending(invitation, now) is { } ended)
        {
            return ended;
        }

        var before = invitation.ToState(now);
        invitation.End(InvitationStatus.Declined, now);
        journal.Write(invitation.OrgId, invitation.Id.ToString(), new InvitationDeclined(before, invitation.ToState(now)));
        return true;
    }
}
