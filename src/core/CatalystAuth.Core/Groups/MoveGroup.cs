using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Groups;

/// <summary>
/// Moves a group. Its members lose what the groups above gave and get what the new ones give, so the caller has to be allowed to give
/// and take both.
/// </summary>
internal sealed class MoveGroup(
    OrgAccess orgAccess, GroupAccess access, IOrgStore orgs, GroupPlaces places, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Group>> RunAsync(OrgRef reference, GroupId id, MoveGroupRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Group>(
            async ct =>
            {
                var entered = await orgAccess.EnterAsync(reference, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var grant, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(grant.Org.Id, ct).ConfigureAwait(false);
                var from = await access.AuthorizeAsync(grant.Org.Id, id, BuiltInPermissions.GroupsWrite, ct).ConfigureAwait(false);
                if (!from.TryGet(out var granted, out refusal))
                {
                    return refusal;
                }

                var error = await CheckTargetAsync(grant, request.ParentId, ct).ConfigureAwait(false)
                    ?? await access.CheckGiveAsync(grant, granted.Above, ct).ConfigureAwait(false);
                return error is null ? await MoveAsync(granted.Group, request.ParentId, ct).ConfigureAwait(false) : error;
            },
            cancellationToken,
            onDuplicate: GroupChecks.SlugTaken);

    private async Task<Error?> CheckTargetAsync(OrgGrant grant, GroupId? parent, CancellationToken cancellationToken)
    {
        if (parent is not { } id)
        {
            return grant.Holds(BuiltInPermissions.GroupsWrite) ? null : Refusals.PermissionDenied(BuiltInPermissions.GroupsWrite);
        }

        var target = await access.AuthorizeAsync(grant.Org.Id, id, BuiltInPermissions.GroupsWrite, cancellationToken).ConfigureAwait(false);
        if (!target.TryGet(out var granted, out var refusal))
        {
            return refusal.Code == GroupErrorCodes.NotFound ? GroupChecks.ParentNotFound : refusal;
        }

        return await access.CheckGiveAsync(grant, [.. granted.Above, granted.Group], cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<Group>> MoveAsync(OrgGroup group, GroupId? parent, CancellationToken cancellationToken)
    {
        if (group.ParentId == parent)
        {
            return group.ToContract();
        }

        var before = Groups.StateOf(group);
        if (await places.MoveAsync(group, parent, group.Slug, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        group.Version++;
        group.UpdatedAt = time.Now();
        journal.Write(group.OrgId, group.Id.ToString(), new GroupUpdated(before, Groups.StateOf(group)));
        return group.ToContract();
    }
}
