using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Groups;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Groups;

internal sealed class GroupStore(CatalystDbContext context) : IGroupStore
{
    public Task<OrgGroup?> FindAsync(OrgId org, GroupId id, CancellationToken cancellationToken) =>
        context.Groups.FirstOrDefaultAsync(group => group.Id == id && group.OrgId == org, cancellationToken);

    public Task<Result<Page<OrgGroup>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken) => context.Groups
        .AsNoTracking()
        .Where(group => group.OrgId == org)
        .OrderBy(group => group.Id)
        .PageAsync<OrgGroup, GroupId>(
            page, group => group.Id, (query, last) => query.Where(group => group.Id.CompareTo(last) > 0), cancellationToken);

    public async Task<IReadOnlyList<OrgGroup>> FindByPathsAsync(
        OrgId org, IReadOnlyCollection<string> paths, CancellationToken cancellationToken) => paths.Count == 0
            ? []
            : await context.Groups.AsNoTracking()
                .Where(group => group.OrgId == org && paths.Contains(group.Path))
                .OrderBy(group => group.Path)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);

    public async Task<IReadOnlyList<OrgGroup>> ListBelowAsync(OrgId org, string path, int most, CancellationToken cancellationToken)
    {

        var prefix = path + "/";
        return await context.Groups
            .Where(group => group.OrgId == org && group.Path.StartsWith(prefix))
            .OrderBy(group => group.Id)
            .Take(most)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    public Task<int> CountAsync(OrgId org, CancellationToken cancellationToken) =>
        context.Groups.CountAsync(group => group.OrgId == org, cancellationToken);

    public void Add(OrgGroup group) => context.Add(group);

    public void Remove(OrgGroup group)
    {
        var subject = group.Id.ToString();
        context.RemoveRange(context.Bindings.Where(binding => binding.OrgId == group.OrgId && binding.Subject == subject));
        context.Remove(group);
    }
}

internal sealed class GroupMemberStore(CatalystDbContext context) : IGroupMemberStore
{
    public Task<GroupMembership?> FindAsync(GroupId group, UserId user, CancellationToken cancellationToken) =>
        context.GroupMembers.FirstOrDefaultAsync(found => found.GroupId == group && found.UserId == user, cancellationToken);

    public Task<bool> IsWithinAsync(GroupId group, UserId user, CancellationToken cancellationToken) => context.Groups
        .Where(above => above.Id == group && context.Organisations.Any(org => org.Id == above.OrgId && org.Status == OrgStatus.Active))
        .AnyAsync(
            above => context.GroupMembers.Any(put => put.OrgId == above.OrgId && put.UserId == user && context.Groups.Any(within =>
                within.Id == put.GroupId && (within.Id == above.Id || within.Path.StartsWith(above.Path + "/")))),
            cancellationToken);

    public async Task<IReadOnlyList<OrgGroup>> ListOfMemberAsync(OrgId org, UserId user, CancellationToken cancellationToken) =>
        await context.GroupMembers.AsNoTracking()
            .Where(found => found.OrgId == org && found.UserId == user)
            .Join(context.Groups.AsNoTracking(), found => found.GroupId, group => group.Id, (_, group) => group)
            .OrderBy(group => group.Path)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task<Result<Page<GroupMember>>> ListAsync(GroupId group, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await context.GroupMembers.AsNoTracking()
            .Where(membership => membership.GroupId == group)
            .OrderBy(membership => membership.UserId)
            .PageAsync<GroupMembership, UserId>(
                page, membership => membership.UserId,
                (query, last) => query.Where(membership => membership.UserId.CompareTo(last) > 0), cancellationToken)
            .ConfigureAwait(false);
        if (!found.TryGet(out var memberships, out var error))
        {
            return error;
        }

        var ids = memberships.Items.Select(membership => membership.UserId).ToList();
        var users = await context.Accounts.AsNoTracking().Where(user => ids.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, cancellationToken).ConfigureAwait(false);
        return new Page<GroupMember>(
            [.. memberships.Items.Select(membership =>
                new GroupMember(membership.UserId, users[membership.UserId].Name, users[membership.UserId].Email, membership.AddedAt))],
            memberships.NextCursor);
    }

    public void Add(GroupMembership membership) => context.Add(membership);

    public void Remove(GroupMembership membership) => context.Remove(membership);
}
