using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.ClaimProfiles;

/// <summary>Claim profiles over HTTP.</summary>
internal sealed class ClaimProfilesClient(AuthorizedTransport calls) : IClaimProfiles
{
    private static readonly Error Unaddressable = Error.Field(
        ClaimProfileErrorCodes.Invalid, "audience", "An audience is made of a-z, 0-9 and single hyphens between them, at most 63 characters.");

    public Task<Result<IReadOnlyList<ClaimProfile>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<ClaimProfile>>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/claim-profiles")), cancellationToken);

    public Task<Result<ClaimProfile>> GetAsync(OrgRef org, string audience, CancellationToken cancellationToken = default) =>
        IsAddressable(audience)
            ? calls.CallAsync<ClaimProfile>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/claim-profiles/{audience}")), cancellationToken)
            : Task.FromResult<Result<ClaimProfile>>(Unaddressable);

    public Task<Result<ClaimProfile>> SetAsync(
        OrgRef org, string audience, SetClaimProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        IsAddressable(audience)
            ? calls.CallAsync<ClaimProfile>(ApiCall.Put(Route.Of($"/v1/orgs/{org}/claim-profiles/{audience}"), request, ifVersion), cancellationToken)
            : Task.FromResult<Result<ClaimProfile>>(Unaddressable);

    public Task<Result> DeleteAsync(OrgRef org, string audience, CancellationToken cancellationToken = default) =>
        IsAddressable(audience)
            ? calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/claim-profiles/{audience}")), cancellationToken)
            : Task.FromResult<Result>(Unaddressable);

    // No address can carry these, so the server's refusal is given here; all others it judges itself.
    private static bool IsAddressable(string audience)
    {
        ArgumentNullException.ThrowIfNull(audience);
        return audience is not ("" or "." or "..");
    }
}
