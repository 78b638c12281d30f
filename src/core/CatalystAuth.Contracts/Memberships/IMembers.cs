using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Memberships;

/// <summary>Who is in an organisation.</summary>
public interface IMembers
{
    /// <summary>The members, oldest first. <c>GET /v1/orgs/{org}/members</c></summary>
    Task<Result<Page<Member>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>The members that a query finds, oldest first. <c>GET /v1/orgs/{org}/members?q=&amp;role=&amp;label=</c></summary>
    Task<Result<Page<Member>>> SearchAsync(
        OrgRef org, MemberQuery query, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>One member. <c>GET /v1/orgs/{org}/members/{user}</c></summary>
    Task<Result<Member>> GetAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default);

    /// <summary>Adds a user. <c>POST /v1/orgs/{org}/members</c></summary>
    Task<Result<Member>> AddAsync(OrgRef org, AddMemberRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// An organisation that is open to whoever wants to join it, for anybody who names it. One that is not open is not found, like one that is not
    /// there. <c>GET /v1/orgs/{org}/join</c>
    /// </summary>
    Task<Result<OpenOrg>> PreviewJoinAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has the signed-in user join an organisation that is open, as a <c>member</c>; their session has proven what its sign-in policy asks for.
    /// <c>POST /v1/orgs/{org}/join</c>
    /// </summary>
    Task<Result<MyOrg>> JoinAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Adds many; good rows are made and bad ones told. <c>POST /v1/orgs/{org}/members/bulk</c></summary>
    Task<Result<BulkAddMembersResponse>> AddManyAsync(
        OrgRef org, BulkAddMembersRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes role or label delta. <c>PATCH /v1/orgs/{org}/members/{user}</c></summary>
    /// <param name="org">Where.</param>
    /// <param name="user">Who.</param>
    /// <param name="request">What changes.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<Member>> UpdateAsync(
        OrgRef org, UserId user, UpdateMemberRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a user; their tokens for the organisation die. <c>DELETE /v1/orgs/{org}/members/{user}</c></summary>
    Task<Result> RemoveAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default);
}
