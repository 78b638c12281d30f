using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Authorization;

/// <summary>What an actor may do in an organisation.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Actor">Who.</param>
/// <param name="Role">The membership's role; null for a key.</param>
public sealed record OrgGrant(Organisation Org, Actor Actor, string? Role)
{
    /// <summary>Whether the actor is an owner.</summary>
    public bool IsOwner => Role == BuiltInRoles.Owner;

    /// <summary>Whether the actor holds a permission. An owner holds every one, also those that the organisation defines.</summary>
    public bool Holds(string permission) => Actor switch
    {
        Actor.Key key => key.Scopes.Contains(permission),
        _ when IsOwner => PermissionName.IsValid(permission),
        _ => Role is not null && RolePermissions.Of(Role).Contains(permission),
    };
}
