using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Orgs;

/// <summary>The organisations' use cases behind their contract.</summary>
internal sealed class Orgs(
    CallContext call, OrgAccess access, IOrgStore store, CreateOrg create, UpdateOrg update, SetOrgLabels setLabels,
    ChangeOrgProfile profile, ChangeOrgSettings settings, SearchOrgs search, ClientLabels clientLabels) : IOrgs
{
    public Task<Result<Org>> CreateAsync(CreateOrgRequest request, CancellationToken cancellationToken = default) =>
        create.RunAsync(request, cancellationToken);

    public async Task<Result<Org>> GetAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.OrgRead, cancellationToken).ConfigureAwait(false);
        return await clientLabels.ShowAsync(grant.Map(g => g.Org.ToContract()), cancellationToken).ConfigureAwait(false);
    }

    public Task<Result<Page<Org>>> ListAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        ListAsync(status: null, page, cancellationToken);

    public Task<Result<Page<Org>>> ListByStatusAsync(OrgStatus status, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        ListAsync((OrgStatus?)status, page, cancellationToken);

    private async Task<Result<Page<Org>>> ListAsync(OrgStatus? status, PageRequest? page, CancellationToken cancellationToken)
    {
        if (call.Actor is not Actor.User user)
        {
            return call.Actor is Actor.Anonymous ? Refusals.Unauthenticated : Refusals.UserRequired;
        }

        if (!PageRequests.Check(page).TryGet(out var request, out var error))
        {
            return error;
        }

        var orgs = await store.ListForUserAsync(user.UserId, status, request, cancellationToken).ConfigureAwait(false);

        // Why the platform suspended it is not for members.
        return await clientLabels.ShowAsync(
            orgs.Map(found => new Page<Org>([.. found.Items.Select(org => org.ToContract() with { SuspendReason = null })], found.NextCursor)),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<Org>> UpdateAsync(
        OrgRef org, UpdateOrgRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            await update.RunAsync(org, request, ifVersion, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public async Task<Result<Org>> SetLabelsAsync(
        OrgRef org, IReadOnlyList<LabelInput> labels, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        await clientLabels.ShowAsync(
            await setLabels.RunAsync(org, labels, ifVersion, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<Result<Page<Org>>> SearchAsync(OrgQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        search.RunAsync(query, page, cancellationToken);

    public Task<Result<OrgProfile>> GetProfileAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        profile.GetAsync(org, cancellationToken);

    public Task<Result<OrgProfile>> UpdateProfileAsync(
        OrgRef org, JsonObject changes, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        profile.RunAsync(org, changes, ifVersion, cancellationToken);

    public Task<Result<OrgSettings>> GetSettingsAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        settings.GetAsync(org, cancellationToken);

    public Task<Result<OrgSettings>> UpdateSettingsAsync(
        OrgRef org, JsonObject changes, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        settings.RunAsync(org, changes, ifVersion, cancellationToken);
}
