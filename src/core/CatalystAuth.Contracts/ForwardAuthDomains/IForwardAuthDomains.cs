using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.ForwardAuthDomains;

/// <summary>Domains for which one middleware asks, for platform admins: hosts of apps are not anybody's alone, so who has a domain is said here.</summary>
public interface IForwardAuthDomains
{
    /// <summary>Reads one. <c>GET /v1/forward-auth/domains/{domain}</c></summary>
    Task<Result<ForwardAuthDomain>> GetAsync(string domain, CancellationToken cancellationToken = default);

    /// <summary>Gives one to an organisation, or to another. <c>PUT /v1/forward-auth/domains/{domain}</c></summary>
    Task<Result<ForwardAuthDomain>> SetAsync(string domain, SetForwardAuthDomainRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes one away; forward-auth denies it from then on. <c>DELETE /v1/forward-auth/domains/{domain}</c></summary>
    Task<Result> RemoveAsync(string domain, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the configuration of a proxy for one.
    /// <c>GET /v1/forward-auth/domains/{domain}/proxy-config?proxy=&amp;form=&amp;version=&amp;forwardAuthUrl=&amp;upstreamUrl=&amp;caFile=</c>
    /// </summary>
    Task<Result<ProxyConfig>> GetProxyConfigAsync(string domain, ProxyConfigRequest request, CancellationToken cancellationToken = default);
}
