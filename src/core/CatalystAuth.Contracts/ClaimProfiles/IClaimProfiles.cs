using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.ClaimProfiles;

/// <summary>How an organisation's tokens look to other systems.</summary>
public interface IClaimProfiles
{
    /// <summary>All of an organisation's, by audience. <c>GET /v1/orgs/{org}/claim-profiles</c></summary>
    Task<Result<IReadOnlyList<ClaimProfile>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>One of them, without its secret. <c>GET /v1/orgs/{org}/claim-profiles/{audience}</c></summary>
    Task<Result<ClaimProfile>> GetAsync(OrgRef org, string audience, CancellationToken cancellationToken = default);

    /// <summary>Makes or replaces one. <c>PUT /v1/orgs/{org}/claim-profiles/{audience}</c></summary>
    /// <param name="org">The organisation.</param>
    /// <param name="audience">What tokens are asked for with: the grammar of slugs, e.g. <c>search</c>.</param>
    /// <param name="request">What its tokens say.</param>
    /// <param name="ifVersion">Only if this is still its version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<ClaimProfile>> SetAsync(
        OrgRef org, string audience, SetClaimProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one with its secret; tokens that are out live to their end. <c>DELETE /v1/orgs/{org}/claim-profiles/{audience}</c></summary>
    Task<Result> DeleteAsync(OrgRef org, string audience, CancellationToken cancellationToken = default);
}
