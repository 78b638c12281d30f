namespace CatalystAuth.Contracts.Memberships;

/// <summary>Codes of refusals about memberships.</summary>
public static class MembershipErrorCodes
{
    /// <summary>The user is not a member.</summary>
    public const string NotFound = "member.not_found";

    /// <summary>The user is a member already.</summary>
    public const string Exists = "member.exists";

    /// <summary>Somebody was named by an address, and whose it is the caller may not know: they are to be invited.</summary>
    public const string InviteRequired = "member.invite_required";

    /// <summary>There is no such role.</summary>
    public const string UnknownRole = "member.unknown_role";

    /// <summary>The role holds more than the caller does.</summary>
    public const string RoleTooHigh = "member.role_too_high";

    /// <summary>An organisation keeps at least one owner.</summary>
    public const string LastOwner = "member.last_owner";
}
