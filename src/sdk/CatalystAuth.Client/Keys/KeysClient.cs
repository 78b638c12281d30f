using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Keys;

/// <summary>API keys over HTTP.</summary>
internal sealed class KeysClient(AuthorizedTransport calls) : IKeys
{
    public Task<Result<IssuedKey>> IssueAsync(OrgRef org, IssueKeyRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IssuedKey>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/keys"), request), cancellationToken);

    public Task<Result<Page<ApiKey>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<ApiKey>>(ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/keys"), page)), cancellationToken);

    public Task<Result<ApiKey>> GetAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ApiKey>(ApiCall.Get(Route.Of($"/v1/keys/{key}")), cancellationToken);

    public Task<Result> RevokeAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/keys/{key}")), cancellationToken);
}
