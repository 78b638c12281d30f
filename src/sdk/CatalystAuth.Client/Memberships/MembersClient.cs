using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Memberships;

/// <summary>Members over HTTP.</summary>
internal sealed class MembersClient(AuthorizedTransport calls) : IMembers
{
    public Task<Result<Page<Member>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Member>>(ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/members"), page)), cancellationToken);

    public Task<Result<Page<Member>>> SearchAsync(
        OrgRef org, MemberQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Member>>(
            ApiCall.Get(Route.WithPage(
                Route.WithQuery(
                    Route.Of($"/v1/orgs/{org}/members"),
                    ("q", query.Q), ("role", query.Role), ("label", query.Label), ("group", query.Group?.ToString())),
                page)),
            cancellationToken);

    public Task<Result<Member>> GetAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Member>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/members/{user}")), cancellationToken);

    public Task<Result<Member>> AddAsync(OrgRef org, AddMemberRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Member>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/members"), request), cancellationToken);

    public Task<Result<OpenOrg>> PreviewJoinAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<OpenOrg>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/join")), cancellationToken);

    public Task<Result<MyOrg>> JoinAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<MyOrg>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/join")), cancellationToken);

    public Task<Result<BulkAddMembersResponse>> AddManyAsync(
        OrgRef org, BulkAddMembersRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<BulkAddMembersResponse>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/members/bulk"), request), cancellationToken);

    public Task<Result<Member>> UpdateAsync(
        OrgRef org, UserId user, UpdateMemberRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Member>(ApiCall.Patch(Route.Of($"/v1/orgs/{org}/members/{user}"), request, ifVersion), cancellationToken);

    public Task<Result> RemoveAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/members/{user}")), cancellationToken);
}
