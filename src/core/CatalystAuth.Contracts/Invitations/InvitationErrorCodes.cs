namespace CatalystAuth.Contracts.Invitations;

/// <summary>Codes of refusals about invitations.</summary>
public static class InvitationErrorCodes
{
    /// <summary>No such invitation, or none that the caller may know of; also for a token that is mistyped or was replaced.</summary>
    public const string NotFound = "invitation.not_found";

    /// <summary>The invited address can't be one.</summary>
    public const string InvalidEmail = "invitation.invalid_email";

    /// <summary>The life is out of range.</summary>
    public const string InvalidLife = "invitation.invalid_life";

    /// <summary>The URL to go to afterwards can't be used.</summary>
    public const string InvalidRedirect = "invitation.invalid_redirect";

    /// <summary>A group can't be given.</summary>
    public const string InvalidGroup = "invitation.invalid_group";

    /// <summary>The same address stands in an earlier row.</summary>
    public const string Repeated = "invitation.repeated";

    /// <summary>The signed-in account does not have the invited address.</summary>
    public const string WrongAccount = "invitation.wrong_account";

    /// <summary>It was accepted already.</summary>
    public const string Used = "invitation.used";

    /// <summary>It was taken back.</summary>
    public const string Revoked = "invitation.revoked";

    /// <summary>Its invitee declined it.</summary>
    public const string Declined = "invitation.declined";

    /// <summary>Nobody accepted it in time.</summary>
    public const string Expired = "invitation.expired";

    /// <summary>The role that it offers is gone.</summary>
    public const string RoleGone = "invitation.role_gone";

    /// <summary>Whoever sent it may no longer give what it offers.</summary>
    public const string InviterLapsed = "invitation.inviter_lapsed";

    /// <summary>The organisation can't be joined now.</summary>
    public const string OrgInactive = "invitation.org_inactive";
}
