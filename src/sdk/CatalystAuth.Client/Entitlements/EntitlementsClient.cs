using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Client.Entitlements;

/// <summary>Subscriptions and overrides over HTTP.</summary>
internal sealed class EntitlementsClient(AuthorizedTransport calls) : IEntitlements
{
    public Task<Result<OrgEntitlements>> GetAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<OrgEntitlements>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/entitlements")), cancellationToken);

    public Task<Result<OrgEntitlements>> SetAsync(
        OrgRef org, SetOrgEntitlementsRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<OrgEntitlements>(ApiCall.Put(Route.Of($"/v1/orgs/{org}/entitlements"), request, ifVersion), cancellationToken);

    public Task<Result> RemoveAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/entitlements")), cancellationToken);

    public Task<Result<UserEntitlements>> GetOfUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync<UserEntitlements>(ApiCall.Get(Route.Of($"/v1/users/{user}/entitlements")), cancellationToken);

    public Task<Result<UserEntitlements>> SetOfUserAsync(
        UserId user, SetUserEntitlementsRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<UserEntitlements>(ApiCall.Put(Route.Of($"/v1/users/{user}/entitlements"), request, ifVersion), cancellationToken);

    public Task<Result> RemoveOfUserAsync(UserId user, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/users/{user}/entitlements")), cancellationToken);
}

/// <summary>Usage over HTTP.</summary>
internal sealed class UsageClient(AuthorizedTransport calls) : IUsage
{
    public Task<Result<IReadOnlyList<Usage>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<Usage>>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/usage")), cancellationToken);

    public Task<Result<Usage>> ConsumeAsync(
        OrgRef org, string limit, ConsumeRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Usage>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/usage/{limit}"), request), cancellationToken);
}
