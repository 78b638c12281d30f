using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Permissions;

namespace CatalystAuth.Core.Authorization;

/// <summary>The permissions that each built-in role holds. An owner holds what the organisation defines beside them.</summary>
internal static class RolePermissions
{
    private static readonly string[] Viewer = [BuiltInPermissions.OrgRead, BuiltInPermissions.MembersRead, BuiltInPermissions.GroupsRead];

    private static readonly string[] Member =
    [
        .. Viewer, BuiltInPermissions.PermissionsRead, BuiltInPermissions.RolesRead, BuiltInPermissions.EntitlementsRead,
        BuiltInPermissions.KeysRead, BuiltInPermissions.AppsRead,
    ];

    private static readonly string[] Admin = [.. BuiltInPermissions.All.Except([BuiltInPermissions.OrgDelete, BuiltInPermissions.OrgTransfer])];

    /// <summary>What a built-in role holds; null when the name is none of theirs.</summary>
    public static IReadOnlyList<string>? Of(string role) => role switch
    {
        BuiltInRoles.Owner => BuiltInPermissions.All,
        BuiltInRoles.Admin => Admin,
        BuiltInRoles.Member => Member,
        BuiltInRoles.Viewer => Viewer,
        _ => null,
    };
}
