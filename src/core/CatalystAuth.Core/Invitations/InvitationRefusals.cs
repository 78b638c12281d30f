using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Invitations;

/// <summary>Refusals that the invitations' use cases share.</summary>
internal static class InvitationRefusals
{
    public static readonly Error NotFound = new(
        InvitationErrorCodes.NotFound, "There is no such invitation. If you followed a link, look for a newer one, or ask for it.",
        ErrorKind.NotFound);

    public static readonly Error Used = new(
        InvitationErrorCodes.Used, "This invitation was accepted already. Sign in to use the organisation.", ErrorKind.Conflict);

    public static readonly Error AcceptedAlready = new(
        InvitationErrorCodes.Used, "This invitation was accepted already. Remove the member instead.", ErrorKind.Conflict);

    public static readonly Error RoleGone = new(
        InvitationErrorCodes.RoleGone, "The role that this invitation offers is gone. Ask for a new invitation.", ErrorKind.Gone);

    public static readonly Error InviterLapsed = new(
        InvitationErrorCodes.InviterLapsed,
        "Whoever sent this invitation may no longer give what it offers. Ask for a new one with POST /v1/invitations/request and the same token; the "
        + "organisation's admins see it.", ErrorKind.Gone);

    public static readonly Error OrgInactive = new(
        InvitationErrorCodes.OrgInactive, "This organisation can't be joined now. Ask whoever invited you.", ErrorKind.Gone);

    /// <summary>Who may mail it was decided before, and it could not be invited then.</summary>
    public static readonly Error Overtaken = MailedTooOften(TimeSpan.FromSeconds(1));

    private static readonly Error Revoked = new(
        InvitationErrorCodes.Revoked, "This invitation was taken back. Ask whoever invited you for a new one.", ErrorKind.Gone);

    private static readonly Error Declined = new(
        InvitationErrorCodes.Declined, "This invitation was declined. Ask whoever invited you for a new one.", ErrorKind.Gone);

    private static readonly Error Expired = new(
        InvitationErrorCodes.Expired,
        "This invitation has expired. Ask for it again with POST /v1/invitations/request and the same token; the organisation's admins see it.",
        ErrorKind.Gone);

    public static Error WrongAccount(StoredInvitation invitation) => new(
        InvitationErrorCodes.WrongAccount,
        $"This invitation is for {EmailAddress.Mask(invitation.Email)}. Sign in with that account, or sign up with that address.",
        ErrorKind.Forbidden);

    /// <summary>The address, or its inviter, has had as many mails as they get.</summary>
    /// <param name="retryAfter">After how long it is worth another try.</param>
    public static Error MailedTooOften(TimeSpan retryAfter) => RateLimitRefusals.TooMany(retryAfter) with
    {
        Message = $"Too many invitations were mailed, to this address or by you. Try again in {Math.Max(1, Math.Ceiling(retryAfter.TotalMinutes)):0} min.",
    };

    /// <summary>Why an invitation can't be acted on; null when it is pending.</summary>
    public static Error? NotPending(StoredInvitation invitation, DateTimeOffset now) => invitation.StatusAt(now) switch
    {
        InvitationStatus.Pending => null,
        InvitationStatus.Accepted => Used,
        InvitationStatus.Revoked => Revoked,
        InvitationStatus.Declined => Declined,
        _ => Expired,
    };
}
