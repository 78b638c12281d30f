namespace CatalystAuth.Contracts.Permissions;

/// <summary>What is asked for at the level of the whole installation. A platform admin holds all of them.</summary>
public static class PlatformPermissions
{
    /// <summary>Search and see every user.</summary>
    public const string UsersRead = "users:read";

    /// <summary>Change, ban and delete users.</summary>
    public const string UsersWrite = "users:write";

    /// <summary>Act as a user for a short while.</summary>
    public const string UsersImpersonate = "users:impersonate";

    /// <summary>Search and see every organisation.</summary>
    public const string OrgsRead = "orgs:read";

    /// <summary>Suspend, reactivate and delete any organisation.</summary>
    public const string OrgsWrite = "orgs:write";

    /// <summary>See plans and label schemas of the platform.</summary>
    public const string PlansRead = "plans:read";

    /// <summary>Define plans and the platform's label schema; subscribe organisations; override entitlements.</summary>
    public const string PlansWrite = "plans:write";

    /// <summary>Read what happened, in any organisation and beside them.</summary>
    public const string EventsRead = "events:read";

    /// <summary>Read who did what, in any organisation and beside them.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>See the webhooks of the installation.</summary>
    public const string WebhooksRead = "webhooks:read";

    /// <summary>Create, change and delete the webhooks of the installation. Needs <see cref="EventsRead"/> as well.</summary>
    public const string WebhooksWrite = "webhooks:write";

    /// <summary>Take the whole trail out as a file that proves itself, of an organisation or of the platform.</summary>
    public const string AuditExport = "audit:export";

    /// <summary>See the keys that sign tokens, without their private parts.</summary>
    public const string SigningKeysRead = "signing_keys:read";

    /// <summary>Rotate and revoke the keys that sign tokens.</summary>
    public const string SigningKeysWrite = "signing_keys:write";

    /// <summary>Ask what access tokens are worth that are for no organisation.</summary>
    public const string TokensIntrospect = "tokens:introspect";

    /// <summary>Bind roles for the whole platform.</summary>
    public const string Admin = "platform:admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        UsersRead, UsersWrite, UsersImpersonate, OrgsRead, OrgsWrite, PlansRead, PlansWrite, EventsRead, AuditRead, AuditExport, WebhooksRead, WebhooksWrite,
        SigningKeysRead, SigningKeysWrite, TokensIntrospect, Admin,
    ];
}
