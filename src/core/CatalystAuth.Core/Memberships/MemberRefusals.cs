using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Memberships;

/// <summary>Refusals and checks that the members' use cases share.</summary>
internal static class MemberRefusals
{
    public static readonly Error NotFound = new(
        MembershipErrorCodes.NotFound, "This user is not a member of the organisation.", ErrorKind.NotFound);

    public static readonly Error Exists = new(
        MembershipErrorCodes.Exists, "This user is a member already. Change the membership instead.", ErrorKind.Conflict);

    public static readonly Error LastOwner = new(
        MembershipErrorCodes.LastOwner, "An organisation keeps at least one owner. Make somebody else an owner first.", ErrorKind.Conflict);

    private static readonly Error RoleTooHigh = new(
        MembershipErrorCodes.RoleTooHigh, "Nobody gives or takes a role above their own.", ErrorKind.Forbidden);

    /// <summary>Whether the caller may give, or take away, a role. A key holds no role, so it gives none.</summary>
    public static Error? CheckRole(OrgGrant grant, string role)
    {
        if (!BuiltInRoles.All.Contains(role))
        {
            return Error.Field(
                MembershipErrorCodes.UnknownRole, "role", $"A role is one of {string.Join(", ", BuiltInRoles.All)}.");
        }

        return grant.Role is not null && RolePermissions.MayGrant(grant.Role, role) ? null : RoleTooHigh;
    }
}
