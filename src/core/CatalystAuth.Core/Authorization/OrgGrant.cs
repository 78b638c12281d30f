using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Authorization;

/// <summary>What an actor may do in an organisation.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Actor">Who.</param>
/// <param name="IsOwner">Whether the actor is an owner.</param>
/// <param name="Permissions">What the actor holds in all of it; an owner holds what the organisation defines beside it.</param>
public sealed record OrgGrant(Organisation Org, Actor Actor, bool IsOwner, IReadOnlySet<string> Permissions)
{
    /// <summary>Whether the actor is in the organisation, and not only let in by what they are on the platform.</summary>
    public bool IsMember { get; init; }

    /// <summary>What the actor holds within one group and everything below it.</summary>
    public IReadOnlyList<EffectivePermission> InGroups { get; init; } = [];

    /// <summary>Whether the actor holds a permission in the whole organisation.</summary>
    public bool Holds(string permission) => Permissions.Contains(permission) || (IsOwner && PermissionName.IsValid(permission));

    /// <summary>Whether the actor holds a permission in a group.</summary>
    /// <param name="groupAndAbove">The group and all above it.</param>
    /// <param name="permission">The permission.</param>
    public bool HoldsIn(IReadOnlyCollection<GroupId> groupAndAbove, string permission) => Holds(permission)
        || InGroups.Any(held => held.Permission == permission && held.Scope is { } scope && groupAndAbove.Contains(scope));

    /// <summary>Whether the actor may give what these permissions allow to another: nobody gives what they do not hold, and keys and who acts as another give nothing.</summary>
    public bool MayGive(IEnumerable<string> permissions) => Actor is Actor.User { Impersonator: null } && permissions.All(Holds);
}
