using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Keys;

/// <summary>Rate limits of API keys over HTTP.</summary>
internal sealed class KeyRateLimitsClient(AuthorizedTransport calls) : IKeyRateLimits
{
    public Task<Result<IReadOnlyList<KeyRateLimit>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IReadOnlyList<KeyRateLimit>>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/rate-limits")), cancellationToken);

    public Task<Result<KeyRateLimit>> GetAsync(OrgRef org, string name, CancellationToken cancellationToken = default) =>
        calls.CallAsync<KeyRateLimit>(ApiCall.Get(Route.Of($"/v1/orgs/{org}/rate-limits/{name}")), cancellationToken);

    public Task<Result<KeyRateLimit>> SetAsync(
        OrgRef org, string name, SetRateLimitRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<KeyRateLimit>(ApiCall.Put(Route.Of($"/v1/orgs/{org}/rate-limits/{name}"), request, ifVersion), cancellationToken);

    public Task<Result> DeleteAsync(OrgRef org, string name, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/orgs/{org}/rate-limits/{name}")), cancellationToken);

    public Task<Result<ApiKey>> OverrideAsync(
        KeyId key, string name, SetKeyRateLimitRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ApiKey>(ApiCall.Put(Route.Of($"/v1/keys/{key}/rate-limits/{name}"), request, ifVersion), cancellationToken);

    public Task<Result> RemoveOverrideAsync(KeyId key, string name, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/keys/{key}/rate-limits/{name}")), cancellationToken);

    public Task<Result<TakenRateLimits>> TakeAsync(KeyId key, TakeRateLimitsRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<TakenRateLimits>(ApiCall.PostOnce(Route.Of($"/v1/keys/{key}/rate-limits/take"), request), cancellationToken);
}
