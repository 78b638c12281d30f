using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Invitations;

/// <summary>Invitations as the journal has them: never a token.</summary>
internal static class InvitationAudit
{
    public static JsonObject ToAudit(this StoredInvitation invitation, DateTimeOffset now) => new()
    {
        ["status"] = Word(invitation.StatusAt(now)),
        ["email"] = invitation.Email,
        ["role"] = invitation.Role,
        ["groups"] = invitation.Groups.Select(group => group.ToString()).ToJson(),
        ["labelsDelta"] = invitation.LabelsDelta.ToJson(),
        ["sentCount"] = invitation.SentCount,
        ["expiresAt"] = invitation.ExpiresAt,
        ["requestedAt"] = invitation.RequestedAt,
    };

    public static string Word(InvitationStatus status) => status.ToString().ToLowerInvariant();
}
