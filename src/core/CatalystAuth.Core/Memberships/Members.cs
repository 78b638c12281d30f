using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Memberships;

/// <summary>The members' use cases behind their contract.</summary>
internal sealed class Members(
    OrgAccess access, IMembershipStore store, SearchMembers search, AddMember add, AddManyMembers addMany, UpdateMember update,
    RemoveMember remove) : IMembers
{
    public async Task<Result<Page<Member>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.MembersRead, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error)
            ? error
            : await store.ListAsync(granted.Org.Id, request, cancellationToken).ConfigureAwait(false);
    }

    public Task<Result<Page<Member>>> SearchAsync(
        OrgRef org, MemberQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        search.RunAsync(org, query, page, cancellationToken);

    public Task<Result<Member>> AddAsync(OrgRef org, AddMemberRequest request, CancellationToken cancellationToken = default) =>
        add.RunAsync(org, request, cancellationToken);

    public Task<Result<BulkAddMembersResponse>> AddManyAsync(
        OrgRef org, BulkAddMembersRequest request, CancellationToken cancellationToken = default) =>
        addMany.RunAsync(org, request, cancellationToken);

    public Task<Result<Member>> UpdateAsync(
        OrgRef org, UserId user, UpdateMemberRequest request, CancellationToken cancellationToken = default) =>
        update.RunAsync(org, user, request, cancellationToken);

    public Task<Result> RemoveAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default) =>
        remove.RunAsync(org, user, cancellationToken);
}
