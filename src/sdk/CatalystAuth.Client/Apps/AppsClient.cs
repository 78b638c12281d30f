using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Apps;

/// <summary>Protected apps over HTTP.</summary>
internal sealed class AppsClient(AuthorizedTransport calls) : IApps
{
    public Task<Result<App>> CreateAsync(OrgRef org, CreateAppRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<App>(ApiCall.Post(Route.Of($"/v1/orgs/{org}/apps"), request), cancellationToken);

    public Task<Result<Page<App>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Page<App>>(ApiCall.Get(Route.WithPage(Route.Of($"/v1/orgs/{org}/apps"), page)), cancellationToken);

    public Task<Result<App>> GetAsync(AppId app, CancellationToken cancellationToken = default) =>
        calls.CallAsync<App>(ApiCall.Get(Route.Of($"/v1/apps/{app}")), cancellationToken);

    public Task<Result<ProxyConfig>> GetProxyConfigAsync(AppId app, ProxyConfigRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ProxyConfig>(
            ApiCall.Get(Route.WithQuery(
                Route.Of($"/v1/apps/{app}/proxy-config"), ("proxy", request.Proxy), ("form", request.Form), ("version", request.Version),
                ("forwardAuthUrl", request.ForwardAuthUrl), ("upstreamUrl", request.UpstreamUrl), ("caFile", request.CaFile))),
            cancellationToken);

    public Task<Result<App>> UpdateAsync(
        AppId app, UpdateAppRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        calls.CallAsync<App>(ApiCall.Patch(Route.Of($"/v1/apps/{app}"), request, ifVersion), cancellationToken);

    public Task<Result> DeleteAsync(AppId app, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/apps/{app}")), cancellationToken);
}
