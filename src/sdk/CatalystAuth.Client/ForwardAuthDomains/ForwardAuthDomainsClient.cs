using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.ForwardAuthDomains;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.ForwardAuthDomains;

/// <summary>Domains of forward-auth over HTTP.</summary>
internal sealed class ForwardAuthDomainsClient(AuthorizedTransport calls) : IForwardAuthDomains
{
    public Task<Result<ForwardAuthDomain>> GetAsync(string domain, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ForwardAuthDomain>(ApiCall.Get(Route.Of($"/v1/forward-auth/domains/{domain}")), cancellationToken);

    public Task<Result<ForwardAuthDomain>> SetAsync(
        string domain, SetForwardAuthDomainRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ForwardAuthDomain>(ApiCall.Put(Route.Of($"/v1/forward-auth/domains/{domain}"), request), cancellationToken);

    public Task<Result> RemoveAsync(string domain, CancellationToken cancellationToken = default) =>
        calls.CallAsync(ApiCall.Delete(Route.Of($"/v1/forward-auth/domains/{domain}")), cancellationToken);

    public Task<Result<ProxyConfig>> GetProxyConfigAsync(string domain, ProxyConfigRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<ProxyConfig>(
            ApiCall.Get(Route.WithQuery(
                Route.Of($"/v1/forward-auth/domains/{domain}/proxy-config"), ("proxy", request.Proxy), ("form", request.Form), ("version", request.Version),
                ("forwardAuthUrl", request.ForwardAuthUrl), ("upstreamUrl", request.UpstreamUrl), ("caFile", request.CaFile))),
            cancellationToken);
}
