using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Memberships;

/// <summary>The members' use cases behind their contract.</summary>
internal sealed class Members(
    OrgAccess access, IMembershipStore store, SearchMembers search, AddMember add, AddManyMembers addMany, UpdateMember update,
    RemoveMember remove, JoinOpenOrg join, ClientLabels clientLabels) : IMembers
{
    public async Task<Result<Page<Member>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.MembersRead, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error)
            ? error
            : await clientLabels.ShowAsync(
                granted.Org.Id, await store.ListAsync(granted.Org.Id, request, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
    }

    public async Task<Result<Page<Member>>> SearchAsync(
        OrgRef org, MemberQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            org, await search.RunAsync(org, query, page, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<Result<Member>> GetAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.MembersRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error))
        {
            return error;
        }

        return await store.ShowAsync(granted.Org.Id, user, cancellationToken).ConfigureAwait(false) is { } member
            ? await clientLabels.ShowAsync(org, member, cancellationToken).ConfigureAwait(false)
            : MemberRefusals.NotFound;
    }

    public async Task<Result<Member>> AddAsync(OrgRef org, AddMemberRequest request, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            org, await add.RunAsync(org, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<Result<OpenOrg>> PreviewJoinAsync(OrgRef org, CancellationToken cancellationToken = default) => join.PreviewAsync(org, cancellationToken);

    public Task<Result<MyOrg>> JoinAsync(OrgRef org, CancellationToken cancellationToken = default) => join.RunAsync(org, cancellationToken);

    public async Task<Result<BulkAddMembersResponse>> AddManyAsync(
        OrgRef org, BulkAddMembersRequest request, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            org, await addMany.RunAsync(org, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<Result<Member>> UpdateAsync(
        OrgRef org, UserId user, UpdateMemberRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            org, await update.RunAsync(org, user, request, ifVersion, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<Result> RemoveAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default) =>
        remove.RunAsync(org, user, cancellationToken);
}
