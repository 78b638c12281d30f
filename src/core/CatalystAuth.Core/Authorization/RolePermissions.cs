using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Permissions;

namespace CatalystAuth.Core.Authorization;

/// <summary>The permissions that each built-in role holds, beside what an organisation defines (which only owners hold).</summary>
internal static class RolePermissions
{
    private static readonly string[] Viewer = [BuiltInPermissions.OrgRead, BuiltInPermissions.MembersRead];

    private static readonly string[] Member =
    [
        .. Viewer, BuiltInPermissions.PermissionsRead, BuiltInPermissions.KeysRead, BuiltInPermissions.AppsRead,
    ];

    public static IReadOnlyList<string> Of(string role) => role switch
    {
        BuiltInRoles.Owner or BuiltInRoles.Admin => BuiltInPermissions.All,
        BuiltInRoles.Member => Member,
        BuiltInRoles.Viewer => Viewer,
        _ => [],
    };

    /// <summary>Whether who has one role may give another: nobody grants what they do not hold.</summary>
    public static bool MayGrant(string holder, string role) => RankOf(holder) <= RankOf(role);

    // The built-in roles contain each other, so their order decides.
    private static int RankOf(string role) => BuiltInRoles.All.ToList().IndexOf(role) is >= 0 and var rank ? rank : int.MaxValue;
}
