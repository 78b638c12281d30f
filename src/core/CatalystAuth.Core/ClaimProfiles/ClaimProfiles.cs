using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>The use cases of claim profiles behind their contract.</summary>
internal sealed class ClaimProfiles(OrgAccess access, IClaimProfileStore store, ChangeClaimProfiles change) : IClaimProfiles
{
    public async Task<Result<IReadOnlyList<ClaimProfile>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.ClaimProfilesRead, cancellationToken).ConfigureAwait(false);
        return grant.TryGet(out var granted, out var error)
            ? (await store.ListAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false)).Select(profile => profile.ToContract()).ToList()
            : error;
    }

    public async Task<Result<ClaimProfile>> GetAsync(OrgRef org, string audience, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.ClaimProfilesRead, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var error) ? error
            : await store.FindAsync(granted.Org.Id, audience, cancellationToken).ConfigureAwait(false) is { } profile ? profile.ToContract()
            : ClaimProfileChecks.NotFound;
    }

    public Task<Result<ClaimProfile>> SetAsync(
        OrgRef org, string audience, SetClaimProfileRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        change.SetAsync(org, audience, request, ifVersion, cancellationToken);

    public Task<Result> DeleteAsync(OrgRef org, string audience, CancellationToken cancellationToken = default) =>
        change.DeleteAsync(org, audience, cancellationToken);
}
