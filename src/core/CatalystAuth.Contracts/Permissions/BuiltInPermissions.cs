namespace CatalystAuth.Contracts.Permissions;

/// <summary>The permissions that Catalyst itself asks for. An organisation adds its own beside them.</summary>
public static class BuiltInPermissions
{
    /// <summary>See the organisation.</summary>
    public const string OrgRead = "org:read";

    /// <summary>Rename it and change its profile.</summary>
    public const string OrgUpdate = "org:update";

    /// <summary>Delete it and bring it back. Owners only, unless they give it away.</summary>
    public const string OrgDelete = "org:delete";

    /// <summary>Offer its ownership to another member. Owners only, unless they give it away.</summary>
    public const string OrgTransfer = "org:transfer";

    /// <summary>Read the part of its settings that is for servers only.</summary>
    public const string SettingsRead = "settings:read";

    /// <summary>Change both parts of its settings.</summary>
    public const string SettingsWrite = "settings:write";

    /// <summary>Say how its members sign in.</summary>
    public const string SignInWrite = "sign_in:write";

    /// <summary>Set its labels.</summary>
    public const string LabelsWrite = "labels:write";

    /// <summary>See who is in it.</summary>
    public const string MembersRead = "members:read";

    /// <summary>Add, change and remove members.</summary>
    public const string MembersWrite = "members:write";

    /// <summary>See its groups and who is in them.</summary>
    public const string GroupsRead = "groups:read";

    /// <summary>Create, change, move and delete its groups, and say who is in them.</summary>
    public const string GroupsWrite = "groups:write";

    /// <summary>See its invitations.</summary>
    public const string InvitationsRead = "invitations:read";

    /// <summary>Invite people, and take invitations back.</summary>
    public const string InvitationsWrite = "invitations:write";

    /// <summary>See its roles and who has them.</summary>
    public const string RolesRead = "roles:read";

    /// <summary>Define roles and bind them.</summary>
    public const string RolesWrite = "roles:write";

    /// <summary>See its plan, entitlements and usage.</summary>
    public const string EntitlementsRead = "entitlements:read";

    /// <summary>Count usage against its limits.</summary>
    public const string EntitlementsConsume = "entitlements:consume";

    /// <summary>See the permissions it defines.</summary>
    public const string PermissionsRead = "permissions:read";

    /// <summary>Define permissions.</summary>
    public const string PermissionsWrite = "permissions:write";

    /// <summary>See its keys.</summary>
    public const string KeysRead = "keys:read";

    /// <summary>Issue and revoke its keys.</summary>
    public const string KeysWrite = "keys:write";

    /// <summary>Reserve and spend the budgets of its keys: for the servers that serve the keys' calls.</summary>
    public const string KeysConsume = "keys:consume";

    /// <summary>See its apps.</summary>
    public const string AppsRead = "apps:read";

    /// <summary>Create, change and delete its apps.</summary>
    public const string AppsWrite = "apps:write";

    /// <summary>Read the forward-auth decisions made for its apps.</summary>
    public const string DecisionsRead = "decisions:read";

    /// <summary>
    /// Read what happened in it. Events carry what changed, also of things that other permissions guard, e.g. its settings.
    /// </summary>
    public const string EventsRead = "events:read";

    /// <summary>
    /// Read who did what in it and from where. Entries carry what changed, also of things that other permissions guard, e.g. its settings.
    /// </summary>
    public const string AuditRead = "audit:read";

    /// <summary>See its webhooks, and which events were sent to them.</summary>
    public const string WebhooksRead = "webhooks:read";

    /// <summary>
    /// Create, change and delete its webhooks, and send events again. Needs <see cref="EventsRead"/> as well: who says where events go can
    /// read them there.
    /// </summary>
    public const string WebhooksWrite = "webhooks:write";

    /// <summary>Take the whole trail out as a file that proves itself.</summary>
    public const string AuditExport = "audit:export";

    /// <summary>Ask what the access tokens of it are worth.</summary>
    public const string TokensIntrospect = "tokens:introspect";

    /// <summary>See how its tokens look to other systems.</summary>
    public const string ClaimProfilesRead = "claim_profiles:read";

    /// <summary>Say how its tokens look to other systems, and so what its people may do there.</summary>
    public const string ClaimProfilesWrite = "claim_profiles:write";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OrgRead, OrgUpdate, OrgDelete, OrgTransfer, SettingsRead, SettingsWrite, SignInWrite, LabelsWrite, MembersRead, MembersWrite, GroupsRead,
        GroupsWrite, InvitationsRead, InvitationsWrite, RolesRead, RolesWrite, EntitlementsRead, EntitlementsConsume, PermissionsRead,
        PermissionsWrite, KeysRead, KeysWrite, KeysConsume, AppsRead, AppsWrite, DecisionsRead, EventsRead, AuditRead, AuditExport, WebhooksRead, WebhooksWrite,
        TokensIntrospect, ClaimProfilesRead, ClaimProfilesWrite,
    ];

    /// <summary>Resources whose permissions only Catalyst defines.</summary>
    public static IReadOnlyList<string> ReservedResources { get; } =
    [
        "org", "orgs", "labels", "members", "permissions", "keys", "apps", "decisions", "roles", "groups", "invitations", "webhooks",
        "events", "audit", "entitlements", "sessions", "users", "settings", "plans", "platform", "signing_keys", "tokens", "claim_profiles",
    ];
}
