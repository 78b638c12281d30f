using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Groups;

/// <summary>The groups' use cases behind their contract.</summary>
internal sealed class Groups(
    OrgAccess access, GroupAccess groupAccess, IGroupStore store, IGroupMemberStore members, CreateGroup create, UpdateGroup update, MoveGroup move,
    DeleteGroup delete, ChangeGroupMembers change, ClientLabels clientLabels) : IGroups
{
    public async Task<Result<Page<Group>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.GroupsRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var groups = await store.ListAsync(granted.Org.Id, request, cancellationToken).ConfigureAwait(false);
        return await clientLabels.ShowAsync(
            groups.Map(found => new Page<Group>([.. found.Items.Select(group => group.ToContract())], found.NextCursor)), cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<Result<Group>> GetAsync(OrgRef org, GroupId group, CancellationToken cancellationToken = default)
    {
        var grant = await groupAccess.AuthorizeAsync(org, group, BuiltInPermissions.GroupsRead, cancellationToken).ConfigureAwait(false);
        return await clientLabels.ShowAsync(grant.Map(granted => granted.Group.ToContract()), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<Group>> CreateAsync(OrgRef org, CreateGroupRequest request, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            await create.RunAsync(org, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<Result<Group>> UpdateAsync(
        OrgRef org, GroupId group, UpdateGroupRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            await update.RunAsync(org, group, request, ifVersion, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    public async Task<Result<Group>> MoveAsync(OrgRef org, GroupId group, MoveGroupRequest request, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            await move.RunAsync(org, group, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<Result> DeleteAsync(OrgRef org, GroupId group, CancellationToken cancellationToken = default) =>
        delete.RunAsync(org, group, cancellationToken);

    public async Task<Result<Page<GroupMember>>> ListMembersAsync(
        OrgRef org, GroupId group, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await groupAccess.AuthorizeAsync(org, group, BuiltInPermissions.GroupsRead, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out _, out var error) || !PageRequests.Check(page).TryGet(out var request, out error)
            ? error
            : await members.ListAsync(group, request, cancellationToken).ConfigureAwait(false);
    }

    public Task<Result> AddMemberAsync(OrgRef org, GroupId group, UserId user, CancellationToken cancellationToken = default) =>
        change.AddAsync(org, group, user, cancellationToken);

    public Task<Result> RemoveMemberAsync(OrgRef org, GroupId group, UserId user, CancellationToken cancellationToken = default) =>
        change.RemoveAsync(org, group, user, cancellationToken);

    /// <summary>A group as events tell of it.</summary>
    internal static GroupState StateOf(OrgGroup group) =>
        new(group.Path, group.Name, group.Roles, group.Labels.Texts(), group.Description, group.Labels.Expiring());
}
