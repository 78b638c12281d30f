namespace CatalystAuth.Contracts.Permissions;

/// <summary>The permissions that Catalyst itself asks for. An organisation adds its own beside them.</summary>
public static class BuiltInPermissions
{
    /// <summary>See the organisation.</summary>
    public const string OrgRead = "org:read";

    /// <summary>Rename it.</summary>
    public const string OrgUpdate = "org:update";

    /// <summary>Set its labels.</summary>
    public const string LabelsWrite = "labels:write";

    /// <summary>See who is in it.</summary>
    public const string MembersRead = "members:read";

    /// <summary>Add, change and remove members.</summary>
    public const string MembersWrite = "members:write";

    /// <summary>See the permissions it defines.</summary>
    public const string PermissionsRead = "permissions:read";

    /// <summary>Define permissions.</summary>
    public const string PermissionsWrite = "permissions:write";

    /// <summary>See its keys.</summary>
    public const string KeysRead = "keys:read";

    /// <summary>Issue and revoke its keys.</summary>
    public const string KeysWrite = "keys:write";

    /// <summary>See its apps.</summary>
    public const string AppsRead = "apps:read";

    /// <summary>Create, change and delete its apps.</summary>
    public const string AppsWrite = "apps:write";

    /// <summary>Read the forward-auth decisions made for its apps.</summary>
    public const string DecisionsRead = "decisions:read";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OrgRead, OrgUpdate, LabelsWrite, MembersRead, MembersWrite, PermissionsRead, PermissionsWrite, KeysRead, KeysWrite,
        AppsRead, AppsWrite, DecisionsRead,
    ];

    /// <summary>Resources whose permissions only Catalyst defines.</summary>
    public static IReadOnlyList<string> ReservedResources { get; } =
    [
        "org", "orgs", "labels", "members", "permissions", "keys", "apps", "decisions", "roles", "groups", "invitations", "webhooks",
        "events", "audit", "entitlements", "sessions", "users", "platform",
    ];
}
