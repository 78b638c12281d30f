using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Orgs;

/// <summary>Stopping organisations and bringing them back, over HTTP.</summary>
internal sealed class OrgLifecycleClient(AuthorizedTransport calls) : IOrgLifecycle
{
    public Task<Result<Org>> SuspendAsync(OrgRef org, SuspendOrgRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/suspend"), request), cancellationToken);

    public Task<Result<Org>> ReactivateAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/reactivate")), cancellationToken);

    public Task<Result<Org>> DeleteAsync(OrgRef org, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Delete(Route.Of($"/v1/orgs/{org}"), ifVersion), cancellationToken);

    public Task<Result<Org>> RestoreAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Org>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/restore")), cancellationToken);

    public Task<Result> PurgeAsync(OrgRef org, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Post(Route.Of($"/v1/orgs/{org}/purge")), cancellationToken);
}
