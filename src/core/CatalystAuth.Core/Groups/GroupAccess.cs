using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Roles;

namespace CatalystAuth.Core.Groups;

/// <summary>
/// The way into a group: by a permission in the whole organisation, or by one that was bound to the group or a group above it.
/// </summary>
internal sealed class GroupAccess(
    OrgAccess access, PlatformAccess platform, IGroupStore groups, IBindingStore bindings, RoleCatalog roles, LabelRules rules,
    TimeProvider time)
{
    public async Task<Result<GroupGrant>> AuthorizeAsync(OrgRef org, GroupId id, string permission, CancellationToken cancellationToken)
    {
        var entered = await access.EnterAsync(org, cancellationToken).ConfigureAwait(false);
        return entered.TryGet(out var grant, out var refusal)
            ? await AuthorizeAsync(grant, id, permission, cancellationToken).ConfigureAwait(false)
            : refusal;
    }

    /// <summary>For who is in the organisation already.</summary>
    public async Task<Result<GroupGrant>> AuthorizeAsync(OrgGrant grant, GroupId id, string permission, CancellationToken cancellationToken)
    {
        // Who may not see groups at all must not learn which there are.
        if (await groups.FindAsync(grant.Org.Id, id, cancellationToken).ConfigureAwait(false) is not { } group)
        {
            return grant.Holds(permission) || grant.InGroups.Count > 0 ? GroupChecks.NotFound : Refusals.PermissionDenied(permission);
        }

        var above = await groups.FindByPathsAsync(grant.Org.Id, [.. GroupPaths.Above(group.Path)], cancellationToken).ConfigureAwait(false);
        var granted = new GroupGrant(grant, group, above);
        return grant.HoldsIn(granted.GroupAndAbove, permission) ? granted : Refusals.PermissionDenied(permission);
    }

    /// <summary>
    /// Whether the caller may give to others, or take from them, all that being in the group gives: its roles and labels, those of the
    /// groups above, and what is bound to any of them.
    /// </summary>
    public async Task<Error?> CheckGiveAsync(OrgGrant grant, IReadOnlyList<OrgGroup> groupAndAbove, CancellationToken cancellationToken)
    {
        var subjects = groupAndAbove.Select(group => group.Id.ToString()).ToList();
        var now = time.Now();
        foreach (var binding in await bindings.ListPlatformAsync(now, cancellationToken).ConfigureAwait(false))
        {
            if (subjects.Contains(binding.Subject) && !await platform.HasRoleAsync(grant.Actor, binding.Role, cancellationToken).ConfigureAwait(false))
            {
                return MemberRefusals.RoleTooHigh;
            }
        }

        if ((await rules.JudgeOfAsync(grant, cancellationToken).ConfigureAwait(false)).CheckGive(groupAndAbove.SelectMany(group => group.Labels)) is { } error)
        {
            return error;
        }

        var bound = await bindings.ListLiveAsync(grant.Org.Id, subjects, now, cancellationToken).ConfigureAwait(false);
        return await roles.CheckGiveAsync(
            grant, groupAndAbove.SelectMany(group => group.Roles).Concat(bound.Select(binding => binding.Role)), cancellationToken)
            .ConfigureAwait(false);
    }
}

/// <summary>A caller's grant, and the group that they may do something with.</summary>
/// <param name="Grant">The grant in the organisation.</param>
/// <param name="Group">The group.</param>
/// <param name="Above">The groups above it, by path.</param>
internal sealed record GroupGrant(OrgGrant Grant, OrgGroup Group, IReadOnlyList<OrgGroup> Above)
{
    public IReadOnlyList<GroupId> GroupAndAbove => [.. Above.Select(group => group.Id), Group.Id];
}
