using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.EffectiveIdentity;

/// <summary>What a user is and may do in an organisation, merged, and where each part came from.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Org">The organisation.</param>
/// <param name="OrgSlug">Its slug.</param>
/// <param name="Role">The membership's role.</param>
/// <param name="Roles">Every role that applies.</param>
/// <param name="Groups">Groups that the user is in.</param>
/// <param name="Labels">Merged labels: user, then organisation, then membership delta; later wins by key.</param>
/// <param name="Permissions">Permissions held.</param>
/// <param name="Plan">The organisation's plan.</param>
public sealed record EffectiveUser(
    UserId UserId, OrgId Org, string OrgSlug, string Role, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups,
    IReadOnlyList<EffectiveLabel> Labels, IReadOnlyList<EffectivePermission> Permissions, string? Plan);

/// <summary>A label that applies.</summary>
/// <param name="Label"><c>key</c> or <c>key:value</c>.</param>
/// <param name="Source">What put it there.</param>
public sealed record EffectiveLabel(string Label, Provenance Source);

/// <summary>A permission that is held.</summary>
/// <param name="Permission"><c>resource:action</c>.</param>
/// <param name="Source">What granted it.</param>
public sealed record EffectivePermission(string Permission, Provenance Source);

/// <summary>Where a part of an effective identity came from.</summary>
/// <param name="Kind">One of <c>user</c>, <c>org</c>, <c>membership</c>, <c>role</c>.</param>
/// <param name="Id">The id or name of that source.</param>
public sealed record Provenance(string Kind, string Id);
