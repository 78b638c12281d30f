using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.EffectiveIdentity;

/// <summary>Effective identities of members over HTTP.</summary>
internal sealed class IdentitiesClient(AuthorizedTransport calls) : IIdentities
{
    public Task<Result<EffectiveUser>> GetAsync(OrgRef org, UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<EffectiveUser>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/members/{user}/effective")), cancellationToken);

    public Task<Result<Explanation>> ExplainAsync(OrgRef org, UserId user, string permission, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Explanation>(
            ApiCall.Get(Route.Of($"/v1/orgs/{org}/members/{user}/explain?permission={permission}")), cancellationToken);
}
