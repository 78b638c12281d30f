using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Invalidation;

namespace CatalystAuth.Core.Groups;

/// <summary>Puts a group, with all below it, in another place of the tree. The organisation has to be locked.</summary>
internal sealed class GroupPlaces(IGroupStore groups, Invalidations invalidations)
{
    /// <summary>The refusal; null when it stands where it was asked to.</summary>
    public async Task<Error?> MoveAsync(OrgGroup group, GroupId? parentId, string slug, CancellationToken cancellationToken)
    {
        var parent = parentId is { } id ? await groups.FindAsync(group.OrgId, id, cancellationToken).ConfigureAwait(false) : null;
        if (parentId is not null && parent is null)
        {
            return GroupChecks.ParentNotFound;
        }

        if (parent is not null && (parent.Id == group.Id || GroupPaths.IsBelow(parent.Path, group.Path)))
        {
            return GroupChecks.Cycle;
        }

        var from = group.Path;
        var to = GroupPaths.Of(parent?.Path, slug);
        if (to != from && (await groups.FindByPathsAsync(group.OrgId, [to], cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            return GroupChecks.SlugTaken;
        }

        var below = await groups.ListBelowAsync(group.OrgId, from, GroupChecks.MaxGroups, cancellationToken).ConfigureAwait(false);
        if (below.Select(other => other.Path).Append(from).Any(path => GroupPaths.Depth(GroupPaths.Rebase(path, from, to)) > GroupPaths.MaxDepth))
        {
            return GroupChecks.TooDeep;
        }

        // Members of groups below carry this path too, so naming it reaches them all.
        invalidations.Group(group.OrgId, group.Id, from);
        foreach (var other in below)
        {
            other.Path = GroupPaths.Rebase(other.Path, from, to);
            other.Version++;
        }

        group.ParentId = parentId;
        group.Slug = slug;
        group.Path = to;
        return null;
    }
}
