using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.ClaimProfiles;

namespace CatalystAuth.Core.Roles;

/// <summary>Refusals and checks that the roles' use cases share.</summary>
internal static class RoleChecks
{
    public const int MaxRoles = 100;
    public const int MaxPermissions = 200;

    // The same for "is not there" and "is another tenant's".
    public static readonly Error NotFound = new(RoleErrorCodes.NotFound, "There is no such role in this organisation.", ErrorKind.NotFound);

    public static readonly Error NameTaken = Error.Field(RoleErrorCodes.NameTaken, "name", "There is a role of this name. Choose another.") with
    {
        Kind = ErrorKind.Conflict,
    };

    public static readonly Error InUse = new(
        RoleErrorCodes.InUse, "Members, groups or bindings have this role. Give them another first.", ErrorKind.Conflict);

    public static readonly Error TooMany = new(RoleErrorCodes.TooMany, $"An organisation has at most {MaxRoles} roles of its own.", ErrorKind.Conflict);

    public static Error? CheckName(string name) => RoleName.IsValid(name) && !BuiltInRoles.All.Contains(name) && !PlatformRoles.All.Contains(name) && !ReservedNames.AreForeign(name)
        ? null
        : Error.Field(
            RoleErrorCodes.Invalid, "name",
            $"A name is made of a-z, 0-9 and single hyphens or underscores between them, at most {RoleName.MaxLength} characters, and is none of the built-in ones nor one that means privilege in another system (service_role, postgres …).");

    public static Error? CheckDescription(string? description) =>
        Descriptions.IsValid(description) ? null : Error.Field(RoleErrorCodes.Invalid, "description", Descriptions.Rule);

    /// <summary>Whether the list is well-formed, and the caller holds what is put into a role or taken out of it.</summary>
    public static Error? CheckPermissions(OrgGrant grant, IReadOnlyList<string> wanted, IReadOnlyList<string> before)
    {
        if (wanted.Count is 0 or > MaxPermissions || wanted.Distinct(StringComparer.Ordinal).Count() != wanted.Count)
        {
            return Error.Field(RoleErrorCodes.Invalid, "permissions", $"A role has 1 to {MaxPermissions} permissions, each once.");
        }

        if (!wanted.All(name => BuiltInPermissions.All.Contains(name) || Permissions.Permissions.CanBeDefined(name)))
        {
            return Error.Field(RoleErrorCodes.UnknownPermission, "permissions", $"Each permission has to exist. {Permissions.Permissions.Rule}");
        }

        var changed = wanted.Except(before, StringComparer.Ordinal).Concat(before.Except(wanted, StringComparer.Ordinal));
        return changed.Where(permission => !grant.MayGive([permission])).Take(1).ToList() is [var missing]
            ? Error.Field(RoleErrorCodes.PermissionNotHeld, "permissions", $"You do not hold {missing}, so you can't give or take it.") with
            {
                Kind = ErrorKind.Forbidden,
            }
            : null;
    }
}
