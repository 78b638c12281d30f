using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Groups;

/// <summary>Changes a group in its place; where a role is taken away or the path changes, tokens that remember the old ones die.</summary>
internal sealed class UpdateGroup(
    GroupAccess access, IOrgStore orgs, RoleCatalog roles, GroupPlaces places, LabelRules rules, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Group>> RunAsync(
        OrgRef reference, GroupId id, UpdateGroupRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Group>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, id, BuiltInPermissions.GroupsWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                var group = granted.Group;
                if (ifVersion is not null && ifVersion != group.Version)
                {
                    return Refusals.VersionMismatch;
                }

                var labels = group.Labels;
                if (request.Labels is { } wanted
                    && !(await rules.JudgeAsync(granted.Grant, LabelTarget.Group, labels, wanted, ct).ConfigureAwait(false)).TryGet(out labels, out refusal))
                {
                    return refusal;
                }

                return await CheckAsync(granted.Grant, group, request, labels, ct).ConfigureAwait(false) is { } error
                    ? error
                    : await ChangeAsync(group, request, labels, ct).ConfigureAwait(false);
            },
            cancellationToken,
            onDuplicate: GroupChecks.SlugTaken);

    private async Task<Error?> CheckAsync(
        OrgGrant grant, OrgGroup group, UpdateGroupRequest request, IReadOnlyList<LabelEntry> labels, CancellationToken cancellationToken)
    {
        var wanted = request.Roles ?? group.Roles;
        var changesLabels = !labels.SequenceEqual(group.Labels);
        return GroupChecks.Check(request.Name ?? group.Name, request.Slug ?? group.Slug, request.Description ?? group.Description, wanted)
            ?? (changesLabels && !grant.Holds(BuiltInPermissions.LabelsWrite) ? Refusals.PermissionDenied(BuiltInPermissions.LabelsWrite) : null)
            ?? await roles.CheckGiveAsync(
                grant, wanted.Except(group.Roles, StringComparer.Ordinal).Concat(group.Roles.Except(wanted, StringComparer.Ordinal)), cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<Result<Group>> ChangeAsync(
        OrgGroup group, UpdateGroupRequest request, IReadOnlyList<LabelEntry> labels, CancellationToken cancellationToken)
    {
        var before = Groups.StateOf(group);
        var loses = request.Roles is not null && group.Roles.Except(request.Roles, StringComparer.Ordinal).Any();
        if (request.Slug is { } slug && slug != group.Slug)
        {
            await orgs.LockAsync(group.OrgId, cancellationToken).ConfigureAwait(false);
            if (await places.MoveAsync(group, group.ParentId, slug, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }
        else if (loses)
        {
            invalidations.Group(group.OrgId, group.Id, group.Path);
        }

        group.Name = request.Name ?? group.Name;
        group.Description = request.Description is null ? group.Description : Descriptions.Clean(request.Description);
        group.Roles = request.Roles ?? group.Roles;
        group.Labels = labels;
        var after = Groups.StateOf(group);
        if (EventJson.AreAlike(before, after))
        {
            return group.ToContract();
        }

        group.Version++;
        group.UpdatedAt = time.Now();
        journal.Write(group.OrgId, group.Id.ToString(), new GroupUpdated(before, after));

        // Its name and description are in no token.
        if (!EventJson.AreAlike(before, after with { Name = before.Name, Description = before.Description }))
        {
            invalidations.GroupClaims(group.OrgId, group.Id, group.Path);
        }

        return group.ToContract();
    }
}
