using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Groups;

/// <summary>Creates a group, at the top or below another.</summary>
internal sealed class CreateGroup(
    OrgAccess access, GroupAccess groupAccess, IGroupStore groups, IOrgStore orgs, RoleCatalog roles, LabelRules rules, Limits limits,
    Journal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    public Task<Result<Group>> RunAsync(OrgRef reference, CreateGroupRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Group>(
            async ct =>
            {
                var place = await PlaceAsync(reference, request.ParentId, ct).ConfigureAwait(false);
                if (!place.TryGet(out var found, out var refusal))
                {
                    return refusal;
                }

                var (grant, parent) = found;
                var slug = request.Slug ?? OrgNames.Derive(request.Name ?? string.Empty, unique: false);
                var error = GroupChecks.Check(request.Name!, slug, request.Description, request.Roles ?? [])
                    ?? (request.Labels is { Count: > 0 } && !grant.Holds(BuiltInPermissions.LabelsWrite) ? Refusals.PermissionDenied(BuiltInPermissions.LabelsWrite) : null)
                    ?? await roles.CheckGiveAsync(grant, request.Roles ?? [], ct).ConfigureAwait(false);
                if (error is not null)
                {
                    return error;
                }

                var judged = await rules.JudgeAsync(grant, LabelTarget.Group, [], request.Labels ?? [], ct).ConfigureAwait(false);
                if (!judged.TryGet(out var labels, out refusal))
                {
                    return refusal;
                }

                // Paths and counts must not change between looking and adding.
                await orgs.LockAsync(grant.Org.Id, ct).ConfigureAwait(false);
                return await AddAsync(grant.Org.Id, parent, slug, request, labels, ct).ConfigureAwait(false);
            },
            cancellationToken,
            onDuplicate: GroupChecks.SlugTaken);

    private async Task<Result<(OrgGrant Grant, OrgGroup? Parent)>> PlaceAsync(OrgRef org, GroupId? parent, CancellationToken cancellationToken)
    {
        if (parent is not { } id)
        {
            var grant = await access.AuthorizeAsync(org, BuiltInPermissions.GroupsWrite, cancellationToken).ConfigureAwait(false);
            return grant.Map(granted => (granted, (OrgGroup?)null));
        }

        var below = await groupAccess.AuthorizeAsync(org, id, BuiltInPermissions.GroupsWrite, cancellationToken).ConfigureAwait(false);
        return below.Match<Result<(OrgGrant, OrgGroup?)>>(
            granted => (granted.Grant, granted.Group), error => error.Code == GroupErrorCodes.NotFound ? GroupChecks.ParentNotFound : error);
    }

    private async Task<Result<Group>> AddAsync(
        OrgId org, OrgGroup? parent, string slug, CreateGroupRequest request, IReadOnlyList<LabelEntry> labels, CancellationToken cancellationToken)
    {
        // Once more under the lock: it may have been moved.
        parent = parent is null ? null : (await groups.FindByPathsAsync(org, [parent.Path], cancellationToken).ConfigureAwait(false)).FirstOrDefault(found => found.Id == parent.Id);
        if (request.ParentId is not null && parent is null)
        {
            return GroupChecks.ParentNotFound;
        }

        var path = GroupPaths.Of(parent?.Path, slug);
        if (GroupPaths.Depth(path) > GroupPaths.MaxDepth)
        {
            return GroupChecks.TooDeep;
        }

        var count = await groups.CountAsync(org, cancellationToken).ConfigureAwait(false);
        if (count >= GroupChecks.MaxGroups)
        {
            return GroupChecks.TooMany;
        }

        if (await limits.OfOrgAsync(org, LimitNames.Groups, cancellationToken).ConfigureAwait(false) is { } most && count >= most)
        {
            return Limits.Reached(LimitNames.Groups, most, count);
        }

        if ((await groups.FindByPathsAsync(org, [path], cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            return GroupChecks.SlugTaken;
        }

        var now = time.Now();
        var group = new OrgGroup
        {
            Id = TypeId.New<GroupId>(now),
            OrgId = org,
            ParentId = parent?.Id,
            Slug = slug,
            Path = path,
            Name = request.Name,
            Description = Descriptions.Clean(request.Description),
            Roles = request.Roles ?? [],
            Labels = labels,
            CreatedAt = now,
            UpdatedAt = now,
        };
        groups.Add(group);
        journal.Write(org, group.Id.ToString(), new GroupCreated(Groups.StateOf(group)));
        return group.ToContract();
    }
}
