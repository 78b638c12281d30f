using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Invitations;

/// <summary>Invitations as events tell of them: never a token.</summary>
internal static class InvitationStates
{
    public static InvitationState ToState(this StoredInvitation invitation, DateTimeOffset now) => new(
        invitation.StatusAt(now), invitation.Email, invitation.Role, invitation.Groups, invitation.LabelsDelta.Texts(), invitation.SentCount,
        invitation.ExpiresAt, invitation.LabelsDelta.Expiring(), invitation.RequestedAt, invitation.AcceptedBy);
}
