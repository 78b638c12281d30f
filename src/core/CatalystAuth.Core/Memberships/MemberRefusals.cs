using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>Refusals that the members' use cases share.</summary>
internal static class MemberRefusals
{
    public static readonly Error NotFound = new(
        MembershipErrorCodes.NotFound, "This user is not a member of the organisation.", ErrorKind.NotFound);

    public static readonly Error UserNotFound = new(UserErrorCodes.NotFound, "There is no such user.", ErrorKind.NotFound);

    public static readonly Error Exists = new(
        MembershipErrorCodes.Exists, "This user is a member already. Change the membership instead.", ErrorKind.Conflict);

    /// <summary>The same whether there is an account or not.</summary>
    public static readonly Error InviteRequired = new(
        MembershipErrorCodes.InviteRequired, "By address people are invited: they decide themselves. Send an invitation, or name a user by id.",
        ErrorKind.Forbidden);

    public static readonly Error OrgFull = new(
        OrgErrorCodes.Full, "This organisation has no place left. Ask its admins.", ErrorKind.Conflict);

    public static readonly Error LastOwner = new(
        MembershipErrorCodes.LastOwner, "An organisation keeps at least one owner. Make somebody else an owner first.", ErrorKind.Conflict);

    public static readonly Error RoleTooHigh = new(
        MembershipErrorCodes.RoleTooHigh, "Nobody gives or takes a role above their own.", ErrorKind.Forbidden);
}
