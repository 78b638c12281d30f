using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>Effective identities of members behind their contract.</summary>
internal sealed class Identities(OrgAccess access, EffectiveIdentityCache cache, ExplainPermission explain) : IIdentities
{
    public async Task<Result<EffectiveUser>> GetAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.RolesRead, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var error) ? error
            : await cache.GetAsync(user, granted.Org.Id, cancellationToken).ConfigureAwait(false) is { } identity
                ? ClientLabels.SeesHidden(granted) ? identity : ShownLabels.ForClients(identity)
            : MemberRefusals.NotFound;
    }

    public async Task<Result<Explanation>> ExplainAsync(
        OrgRef org, UserId user, string permission, CancellationToken cancellationToken = default)
    {
        var identity = await GetAsync(org, user, cancellationToken).ConfigureAwait(false);
        return identity.TryGet(out var found, out var error)
            ? await explain.RunAsync(found, permission, cancellationToken).ConfigureAwait(false)
            : error;
    }
}
