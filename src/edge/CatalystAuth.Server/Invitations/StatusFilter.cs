using CatalystAuth.Contracts.Invitations;

namespace CatalystAuth.Server.Invitations;

/// <summary>Reads <c>?status=</c>.</summary>
internal static class StatusFilter
{
    public static InvitationStatus? Of(string? status) => status switch
    {
        null or "" => null,
        "pending" => InvitationStatus.Pending,
        "accepted" => InvitationStatus.Accepted,
        "declined" => InvitationStatus.Declined,
        "revoked" => InvitationStatus.Revoked,
        "expired" => InvitationStatus.Expired,
        _ => throw new BadHttpRequestException("status is one of pending, accepted, declined, revoked, expired, or absent for all."),
    };
}
