using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Groups;

/// <summary>Groups over HTTP.</summary>
internal sealed class GroupsClient(AuthorizedTransport calls) : IGroups
{
    public Task<Result<Page<Group>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Group>>(ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/groups"), page)), cancellationToken);

    public Task<Result<Group>> GetAsync(OrgRef org, GroupId group, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Group>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/groups/{group}")), cancellationToken);

    public Task<Result<Group>> CreateAsync(OrgRef org, CreateGroupRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Group>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/groups"), request), cancellationToken);

    public Task<Result<Group>> UpdateAsync(
        OrgRef org, GroupId group, UpdateGroupRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Group>(ApiCall.Patch(Route.Of($"/v1/orgs/{org}/groups/{group}"), request, ifVersion), cancellationToken);

    public Task<Result<Group>> MoveAsync(OrgRef org, GroupId group, MoveGroupRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Group>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/groups/{group}/move"), request), cancellationToken);

    public Task<Result> DeleteAsync(OrgRef org, GroupId group, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/groups/{group}")), cancellationToken);

    public Task<Result<Page<GroupMember>>> ListMembersAsync(
        OrgRef org, GroupId group, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<GroupMember>>(
            ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/groups/{group}/members"), page)), cancellationToken);

    public Task<Result> AddMemberAsync(OrgRef org, GroupId group, UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Put(Route.Of($"/v1/orgs/{org}/groups/{group}/members/{user}")), cancellationToken);

    public Task<Result> RemoveMemberAsync(OrgRef org, GroupId group, UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/groups/{group}/members/{user}")), cancellationToken);
}
