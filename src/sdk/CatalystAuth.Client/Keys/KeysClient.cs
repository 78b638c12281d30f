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

    public Task<Result<ImportKeysResponse>> ImportAsync(OrgRef org, ImportKeysRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ImportKeysResponse>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/keys/import"), request), cancellationToken);

    public Task<Result<Page<ApiKey>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<ApiKey>>(ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/keys"), page)), cancellationToken);

    public Task<Result<IssuedKey>> IssueMineAsync(IssueMyKeyRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IssuedKey>(ApiCall.Post("/v1/me/keys", request), cancellationToken);

    public Task<Result<Page<ApiKey>>> SearchAsync(
        OrgRef org, KeyQuery query, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return calls.CallAsync<Page<ApiKey>>(
            ApiCall.Get(Route.WithPage(
                Route.WithQuery(
                    Route.Of($"/v1/orgs/{org}/keys"), ("status", query.Status?.ToString().ToLowerInvariant()),
                    ("kind", query.Kind?.ToString().ToLowerInvariant()), ("owner", query.Owner)),
                page)),
            cancellationToken);
    }

    public Task<Result<Page<ApiKey>>> ListMineAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<ApiKey>>(ApiCall.Get(Route.WithPage(Route.WithQuery("/v1/me/keys", ("org", org.ToString())), page)), cancellationToken);

    public Task<Result<ApiKey>> GetAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ApiKey>(ApiCall.Get(Route.Of($"/v1/keys/{key}")), cancellationToken);

    public Task<Result<Page<KeyToken>>> ListTokensAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<KeyToken>>(ApiCall.Get(Route.Of($"/v1/keys/{key}/tokens")), cancellationToken);

    public Task<Result<ApiKey>> UpdateAsync(
        KeyId key, UpdateKeyRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ApiKey>(ApiCall.Patch(Route.Of($"/v1/keys/{key}"), request, ifVersion), cancellationToken);

    public Task<Result<IssuedKey>> RotateAsync(KeyId key, RotateKeyRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<IssuedKey>(ApiCall.Post(Route.Of($"/v1/keys/{key}/rotate"), request), cancellationToken);

    public Task<Result<ApiKey>> DisableAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ApiKey>(ApiCall.Post(Route.Of($"/v1/keys/{key}/disable")), cancellationToken);

    public Task<Result<ApiKey>> EnableAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ApiKey>(ApiCall.Post(Route.Of($"/v1/keys/{key}/enable")), cancellationToken);

    public Task<Result> RevokeAsync(KeyId key, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/keys/{key}")), cancellationToken);
}
