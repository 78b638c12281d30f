using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Roles;

namespace CatalystAuth.Core.Authorization;

/// <summary>What each platform role holds, at the level of the platform and in every organisation.</summary>
internal static class PlatformRolePermissions
{
    public const string Admin = PlatformRoles.Admin;

    // Not the settings that are for servers only, nor the events and audit entries, which carry them too.
    private static readonly string[] SupportInOrgs =
    [
        .. BuiltInPermissions.All
            .Where(permission => permission.EndsWith(":read", StringComparison.Ordinal))
            .Except([BuiltInPermissions.SettingsRead, BuiltInPermissions.EventsRead, BuiltInPermissions.AuditRead]),
    ];

    private static readonly string[] SupportOnPlatform =
        [PlatformPermissions.UsersRead, PlatformPermissions.OrgsRead, PlatformPermissions.PlansRead];

    public static bool Holds(string role, string permission) => role switch
    {
        PlatformRoles.Admin => PlatformPermissions.All.Contains(permission),
        PlatformRoles.Support => SupportOnPlatform.Contains(permission),
        _ => false,
    };

    public static IReadOnlyList<string> InOrgs(string role) => role switch
    {
        PlatformRoles.Admin => BuiltInPermissions.All,
        PlatformRoles.Support => SupportInOrgs,
        _ => [],
    };
}
