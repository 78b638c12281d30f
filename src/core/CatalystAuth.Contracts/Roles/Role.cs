namespace CatalystAuth.Contracts.Roles;

/// <summary>A set of permissions with a name.</summary>
/// <param name="Id">Its id; null for a built-in one.</param>
/// <param name="Name">How members, groups and policies name it.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Permissions">What it holds.</param>
/// <param name="BuiltIn">Whether it is Catalyst's own, which nobody changes.</param>
/// <param name="Version">Goes up with each change; the ETag.</param>
public sealed record Role(
    RoleId? Id, string Name, string? Description, IReadOnlyList<string> Permissions, bool BuiltIn, int Version);

/// <summary>What a new role is made of.</summary>
/// <param name="Name">By the grammar of <see cref="RoleName"/>, and none of the built-in ones.</param>
/// <param name="Permissions">1 to 200 that exist, each of which the caller holds; an owner defines new ones by naming them.</param>
/// <param name="Description">At most 500 characters.</param>
public sealed record CreateRoleRequest(string Name, IReadOnlyList<string> Permissions, string? Description = null);

/// <summary>A change of a role; what is left out stays. The name stays for ever.</summary>
/// <param name="Permissions">All of them.</param>
/// <param name="Description">At most 500 characters; empty for none.</param>
public sealed record UpdateRoleRequest(IReadOnlyList<string>? Permissions = null, string? Description = null);

/// <summary>Codes of refusals about roles and their bindings.</summary>
public static class RoleErrorCodes
{
    /// <summary>No such role in the organisation, or none that the caller may know of.</summary>
    public const string NotFound = "role.not_found";

    /// <summary>The name or the description breaks its rule.</summary>
    public const string Invalid = "role.invalid";

    /// <summary>The name is in use.</summary>
    public const string NameTaken = "role.name_taken";

    /// <summary>Members, groups or bindings have it.</summary>
    public const string InUse = "role.in_use";

    /// <summary>The organisation has as many roles as it may.</summary>
    public const string TooMany = "role.too_many";

    /// <summary>A permission that does not exist.</summary>
    public const string UnknownPermission = "role.unknown_permission";

    /// <summary>A permission that the caller does not hold.</summary>
    public const string PermissionNotHeld = "role.permission_not_held";

    /// <summary>No such binding, or none that the caller may know of.</summary>
    public const string BindingNotFound = "binding.not_found";

    /// <summary>Subject, role and scope don't fit together.</summary>
    public const string BindingInvalid = "binding.invalid";

    /// <summary>The same binding is there already.</summary>
    public const string BindingExists = "binding.exists";
}
