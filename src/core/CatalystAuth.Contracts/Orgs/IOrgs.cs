using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>Organisations.</summary>
public interface IOrgs
{
    /// <summary>Creates one; the caller becomes its owner. <c>POST /v1/orgs</c></summary>
    Task<Result<Org>> CreateAsync(CreateOrgRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads one. <c>GET /v1/orgs/{org}</c></summary>
    Task<Result<Org>> GetAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>The organisations that the caller is in, oldest first; not the deleted ones. <c>GET /v1/orgs</c></summary>
    Task<Result<Page<Org>>> ListAsync(PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Of all organisations those that a query finds, oldest first; for platform admins. <c>GET /v1/orgs?all=true</c>
    /// </summary>
    Task<Result<Page<Org>>> SearchAsync(OrgQuery query, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Those of one status; of the deleted ones only what the caller is an owner of. <c>GET /v1/orgs?status=</c>
    /// </summary>
    Task<Result<Page<Org>>> ListByStatusAsync(OrgStatus status, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Changes one. <c>PATCH /v1/orgs/{org}</c></summary>
    /// <param name="org">Which.</param>
    /// <param name="request">What changes.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<Org>> UpdateAsync(OrgRef org, UpdateOrgRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Replaces the labels set on one. <c>PUT /v1/orgs/{org}/labels</c></summary>
    /// <param name="org">Which.</param>
    /// <param name="labels">All that it shall have.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<Org>> SetLabelsAsync(
        OrgRef org, IReadOnlyList<LabelInput> labels, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>How one presents itself. <c>GET /v1/orgs/{org}/profile</c></summary>
    Task<Result<OrgProfile>> GetProfileAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Changes how one presents itself. <c>PATCH /v1/orgs/{org}/profile</c></summary>
    /// <param name="org">Which.</param>
    /// <param name="changes">A merge patch (RFC 7396) of <see cref="OrgProfile"/>: what is absent stays, null empties.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<OrgProfile>> UpdateProfileAsync(
        OrgRef org, JsonObject changes, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>What one is set to. <c>GET /v1/orgs/{org}/settings</c></summary>
    Task<Result<OrgSettings>> GetSettingsAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>Changes what one is set to. <c>PATCH /v1/orgs/{org}/settings</c></summary>
    /// <param name="org">Which.</param>
    /// <param name="changes">A merge patch (RFC 7396) with <c>client</c>, <c>server</c> or both: what is absent stays, null empties.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<OrgSettings>> UpdateSettingsAsync(
        OrgRef org, JsonObject changes, int? ifVersion = null, CancellationToken cancellationToken = default);
}
