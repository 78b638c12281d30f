using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
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

        var before = invitation.ToAudit(now);
        invitation.End(InvitationStatus.Declined, now);
        journal.Write(EventTypes.InvitationDeclined, invitation.OrgId, invitation.Id.ToString(), new JsonObject
        {
            ["before"] = before,
            ["after"] = invitation.ToAudit(now),
        });
        return true;
    }
}
