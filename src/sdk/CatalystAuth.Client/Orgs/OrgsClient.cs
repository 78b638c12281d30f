using System.Text.Json.Nodes;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Orgs;

/// <summary>Organisations over HTTP.</summary>
internal sealed class OrgsClient(AuthorizedTransport calls) : IOrgs
{
    public Task<Result<Org>> CreateAsync(CreateOrgRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Post("/v1/orgs", request), cancellationToken);

    public Task<Result<Org>> GetAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Get(Route.Of($"/v1/orgs/{org}")), cancellationToken);

    public Task<Result<Page<Org>>> ListAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Org>>(ApiCall.Get(Route.WithPage("/v1/orgs", page)), cancellationToken);

    public Task<Result<Page<Org>>> ListByStatusAsync(OrgStatus status, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Org>>(
            ApiCall.Get(Route.WithPage(Route.WithQuery("/v1/orgs", ("status", status.ToString().ToLowerInvariant())), page)), cancellationToken);

    public Task<Result<Org>> UpdateAsync(
        OrgRef org, UpdateOrgRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Patch(Route.Of($"/v1/orgs/{org}"), request, ifVersion), cancellationToken);

    public Task<Result<Org>> SetLabelsAsync(
        OrgRef org, IReadOnlyList<LabelInput> labels, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Put(Route.Of($"/v1/orgs/{org}/labels"), new SetLabelsRequest(labels), ifVersion), cancellationToken);

    public Task<Result<Page<Org>>> SearchAsync(OrgQuery query, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<Org>>(
            ApiCall.Get(Route.WithPage(
                Route.WithQuery("/v1/orgs?all=true", ("q", query.Q), ("status", query.Status?.ToString().ToLowerInvariant())), page)),
            cancellationToken);

    public Task<Result<OrgProfile>> GetProfileAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<OrgProfile>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/profile")), cancellationToken);

    public Task<Result<OrgProfile>> UpdateProfileAsync(
        OrgRef org, JsonObject changes, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<OrgProfile>(ApiCall.Patch(Route.Of($"/v1/orgs/{org}/profile"), changes, ifVersion), cancellationToken);

    public Task<Result<OrgSettings>> GetSettingsAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<OrgSettings>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/settings")), cancellationToken);

    public Task<Result<OrgSettings>> UpdateSettingsAsync(
        OrgRef org, JsonObject changes, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<OrgSettings>(ApiCall.Patch(Route.Of($"/v1/orgs/{org}/settings"), changes, ifVersion), cancellationToken);
}
