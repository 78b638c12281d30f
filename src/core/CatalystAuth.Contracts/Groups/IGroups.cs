using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Groups;

/// <summary>The groups of an organisation, a tree, and who is in them.</summary>
public interface IGroups
{
    /// <summary>All groups, oldest first. <c>GET /v1/orgs/{org}/groups</c></summary>
    Task<Result<Page<Group>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>One. <c>GET /v1/orgs/{org}/groups/{group}</c></summary>
    Task<Result<Group>> GetAsync(OrgRef org, GroupId group, CancellationToken cancellationToken = default);

    /// <summary>Creates one. <c>POST /v1/orgs/{org}/groups</c></summary>
    Task<Result<Group>> CreateAsync(OrgRef org, CreateGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes one. <c>PATCH /v1/orgs/{org}/groups/{group}</c></summary>
    Task<Result<Group>> UpdateAsync(
        OrgRef org, GroupId group, UpdateGroupRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Moves one with all below it. <c>POST /v1/orgs/{org}/groups/{group}/move</c></summary>
    Task<Result<Group>> MoveAsync(OrgRef org, GroupId group, MoveGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes one that has none below it. <c>DELETE /v1/orgs/{org}/groups/{group}</c></summary>
    Task<Result> DeleteAsync(OrgRef org, GroupId group, CancellationToken cancellationToken = default);

    /// <summary>Who was put into it, in order of joining the organisation. <c>GET /v1/orgs/{org}/groups/{group}/members</c></summary>
    Task<Result<Page<GroupMember>>> ListMembersAsync(
        OrgRef org, GroupId group, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Puts a member of the organisation in. Twice is no error. <c>PUT /v1/orgs/{org}/groups/{group}/members/{user}</c></summary>
    Task<Result> AddMemberAsync(OrgRef org, GroupId group, UserId user, CancellationToken cancellationToken = default);

    /// <summary>Takes one out. <c>DELETE /v1/orgs/{org}/groups/{group}/members/{user}</c></summary>
    Task<Result> RemoveMemberAsync(OrgRef org, GroupId group, UserId user, CancellationToken cancellationToken = default);
}
