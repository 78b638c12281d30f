using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Groups;

/// <summary>Puts members into groups and takes them out. Nobody gives or takes by it what they do not hold.</summary>
internal sealed class ChangeGroupMembers(
    GroupAccess access, IGroupMemberStore groupMembers, IMembershipStore memberships, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result> AddAsync(OrgRef org, GroupId id, UserId user, CancellationToken cancellationToken) => RunAsync(
        org, id, user, present: true, cancellationToken);

    public Task<Result> RemoveAsync(OrgRef org, GroupId id, UserId user, CancellationToken cancellationToken) => RunAsync(
        org, id, user, present: false, cancellationToken);

    private async Task<Result> RunAsync(OrgRef reference, GroupId id, UserId user, bool present, CancellationToken cancellationToken)
    {
        var changed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, id, BuiltInPermissions.GroupsWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                if (await memberships.FindAsync(granted.Group.OrgId, user, ct).ConfigureAwait(false) is null)
                {
                    return MemberRefusals.NotFound;
                }

                var known = await groupMembers.FindAsync(id, user, ct).ConfigureAwait(false);
                if ((known is not null) == present)
                {
                    return present ? true : GroupChecks.MemberNotFound;
                }

                if (await access.CheckGiveAsync(granted.Grant, [.. granted.Above, granted.Group], ct).ConfigureAwait(false) is { } error)
                {
                    return error;
                }

                Change(granted.Group, user, known);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return changed.Match<Result>(_ => Result.Success, error => error);
    }

    private void Change(OrgGroup group, UserId user, GroupMembership? known)
    {
        if (known is null)
        {
            groupMembers.Add(new GroupMembership { GroupId = group.Id, UserId = user, OrgId = group.OrgId, AddedAt = time.Now() });
            journal.Write(group.OrgId, group.Id.ToString(), new GroupMemberAdded(new(user, group.Path)));
            invalidations.MemberClaims(user, group.OrgId);
        }
        else
        {
            groupMembers.Remove(known);
            journal.Write(group.OrgId, group.Id.ToString(), new GroupMemberRemoved(new(user, group.Path)));
            invalidations.Membership(user, group.OrgId);
        }
    }
}
