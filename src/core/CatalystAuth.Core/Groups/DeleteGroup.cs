using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Groups;

/// <summary>Deletes a group that has none below it; who was in it loses what it gave.</summary>
internal sealed class DeleteGroup(
    GroupAccess access, IGroupStore groups, IBindingStore bindings, BindingSubjects subjects, IOrgStore orgs, Journal journal,
    Invalidations invalidations, IUnitOfWork unitOfWork)
{
    public async Task<Result> RunAsync(OrgRef reference, GroupId id, CancellationToken cancellationToken)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, id, BuiltInPermissions.GroupsWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                var group = granted.Group;
                await orgs.LockAsync(group.OrgId, ct).ConfigureAwait(false);
                if ((await groups.ListBelowAsync(group.OrgId, group.Path, 1, ct).ConfigureAwait(false)).Count > 0)
                {
                    return GroupChecks.HasChildren;
                }

                if (await access.CheckGiveAsync(granted.Grant, [group], ct).ConfigureAwait(false) is { } error)
                {
                    return error;
                }

                // Who had a role in the group alone need not be in it.
                foreach (var binding in await bindings.ListInGroupAsync(id, ct).ConfigureAwait(false))
                {
                    await subjects.TellOfLossAsync(binding, ct).ConfigureAwait(false);
                }

                groups.Remove(group);
                journal.Write(group.OrgId, id.ToString(), new GroupDeleted(Groups.StateOf(group)));
                invalidations.Group(group.OrgId, id, group.Path);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }
}
