using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.EffectiveIdentity;

/// <summary>What a user is and may do in an organisation, merged, and where each part came from.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Org">The organisation.</param>
/// <param name="OrgSlug">Its slug.</param>
/// <param name="Role">The membership's role.</param>
/// <param name="Roles">Every role that applies, once for each way that leads to it.</param>
/// <param name="Groups">Groups that the user is in, also through one below, by path.</param>
/// <param name="Labels">Merged labels, later wins by key: user, organisation, groups by path, membership delta, entitlements.</param>
/// <param name="Permissions">Permissions held, once for each scope.</param>
/// <param name="Plan">The organisation's plan.</param>
public sealed record EffectiveUser(
    UserId UserId, OrgId Org, string OrgSlug, string Role, IReadOnlyList<EffectiveRole> Roles, IReadOnlyList<EffectiveGroup> Groups,
    IReadOnlyList<EffectiveLabel> Labels, IReadOnlyList<EffectivePermission> Permissions, string? Plan)
{
    /// <summary>Features that the plans or an override speak about, by name.</summary>
    public IReadOnlyList<EffectiveFeature> Features { get; init; } = [];

    /// <summary>Limits, by name.</summary>
    public IReadOnlyList<EffectiveLimit> Limits { get; init; } = [];
}

/// <summary>A role that applies.</summary>
/// <param name="Role">Its name.</param>
/// <param name="Source">What gives it: the membership, a group, a binding.</param>
/// <param name="Scope">The group that it is limited to; null for the whole organisation.</param>
public sealed record EffectiveRole(string Role, Provenance Source, GroupId? Scope = null);

/// <summary>A group that the user is in.</summary>
/// <param name="Id">The group.</param>
/// <param name="Path">Its path.</param>
/// <param name="Source">The membership when the user was put into it, or the group below through which they are in it.</param>
public sealed record EffectiveGroup(GroupId Id, string Path, Provenance Source);

/// <summary>A label that applies.</summary>
/// <param name="Label"><c>key</c> or <c>key:value</c>.</param>
/// <param name="Source">What put it there.</param>
public sealed record EffectiveLabel(string Label, Provenance Source)
{
    /// <summary>Whether clients learn of it. Ordinary members are not told of one that is not.</summary>
    public bool ClientVisible { get; init; } = true;

    /// <summary>When it stops to apply; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A permission that is held.</summary>
/// <param name="Permission"><c>resource:action</c>.</param>
/// <param name="Source">The first role that grants it; <c>roles</c> says how that came.</param>
/// <param name="Scope">The group that it is limited to; null for the whole organisation.</param>
public sealed record EffectivePermission(string Permission, Provenance Source, GroupId? Scope = null);

/// <summary>Where a part of an effective identity came from.</summary>
/// <param name="Kind">One of <c>user</c>, <c>org</c>, <c>group</c>, <c>membership</c>, <c>role</c>, <c>binding</c>, <c>plan</c>, <c>override</c>.</param>
/// <param name="Id">The id or name of that source.</param>
public sealed record Provenance(string Kind, string Id);

/// <summary>Why a permission is or is not held.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Org">Where.</param>
/// <param name="Permission">Which.</param>
/// <param name="Held">Whether it is held in the whole organisation.</param>
/// <param name="Grants">Every role that grants it, and what gives that role; with a scope when it reaches no further.</param>
/// <param name="GrantedBy">Names of the roles that would grant it. Empty when the permission does not exist here.</param>
public sealed record Explanation(
    UserId UserId, OrgId Org, string Permission, bool Held, IReadOnlyList<EffectiveRole> Grants, IReadOnlyList<string> GrantedBy);
