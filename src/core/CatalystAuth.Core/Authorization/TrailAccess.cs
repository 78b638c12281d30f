using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;

namespace CatalystAuth.Core.Authorization;

/// <summary>
/// Whose trail a caller reads, of events or of audit entries: that of the organisation they name, a key's own, or everybody's for who holds
/// the permission on the platform.
/// </summary>
internal sealed class TrailAccess(CallContext call, OrgAccess access, PlatformAccess platform)
{
    public async Task<Result<Trail>> AuthorizeAsync(
        OrgRef? org, string inOrg, string onPlatform, CancellationToken cancellationToken)
    {
        if ((org ?? (call.Actor is Actor.Key key ? key.OrgId : null)) is { } wanted)
        {
            var grant = await access.AuthorizeAsync(wanted, inOrg, cancellationToken).ConfigureAwait(false);
            return grant.Map(granted => new Trail(granted.Org.Id));
        }

        return await platform.RefuseAsync(onPlatform, cancellationToken).ConfigureAwait(false) is { } refusal ? refusal : new Trail(null);
    }
}

/// <summary>A trail.</summary>
/// <param name="Org">Of which organisation; null for all.</param>
internal sealed record Trail(OrgId? Org);
