using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Groups;

/// <summary>Where groups are kept.</summary>
public interface IGroupStore
{
    /// <summary>One of an organisation.</summary>
    Task<OrgGroup?> FindAsync(OrgId org, GroupId id, CancellationToken cancellationToken);

    /// <summary>A page of an organisation's, oldest first.</summary>
    Task<Result<Page<OrgGroup>>> ListAsync(OrgId org, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Those whose paths are among these: the groups above one, for example. By path.</summary>
    Task<IReadOnlyList<OrgGroup>> FindByPathsAsync(OrgId org, IReadOnlyCollection<string> paths, CancellationToken cancellationToken);

    /// <summary>Those below a path, in any depth, to be changed; at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<OrgGroup>> ListBelowAsync(OrgId org, string path, int most, CancellationToken cancellationToken);

    /// <summary>How many an organisation has.</summary>
    Task<int> CountAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(OrgGroup group);

    /// <summary>Removes one, with who was in it and what was bound to it, in the current transaction.</summary>
    void Remove(OrgGroup group);
}

/// <summary>Where it is kept who is in which group.</summary>
public interface IGroupMemberStore
{
    /// <summary>Whether a user was put into a group.</summary>
    Task<GroupMembership?> FindAsync(GroupId group, UserId user, CancellationToken cancellationToken);

    /// <summary>Whether a user is in a group of an active organisation: put into it or into one below.</summary>
    Task<bool> IsWithinAsync(GroupId group, UserId user, CancellationToken cancellationToken);

    /// <summary>The groups that a user was put into in an organisation, by path; not to be changed.</summary>
    Task<IReadOnlyList<OrgGroup>> ListOfMemberAsync(OrgId org, UserId user, CancellationToken cancellationToken);

    /// <summary>A page of who was put into a group, by user id.</summary>
    Task<Result<Page<GroupMember>>> ListAsync(GroupId group, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(GroupMembership membership);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(GroupMembership membership);
}
