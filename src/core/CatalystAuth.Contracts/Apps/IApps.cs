using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Apps;

/// <summary>Apps that forward-auth protects.</summary>
public interface IApps
{
    /// <summary>Creates one. <c>POST /v1/orgs/{org}/apps</c></summary>
    Task<Result<App>> CreateAsync(OrgRef org, CreateAppRequest request, CancellationToken cancellationToken = default);

    /// <summary>The organisation's apps, oldest first. <c>GET /v1/orgs/{org}/apps</c></summary>
    Task<Result<Page<App>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one. <c>GET /v1/apps/{id}</c></summary>
    Task<Result<App>> GetAsync(AppId app, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the configuration of a proxy in front of one.
    /// <c>GET /v1/apps/{id}/proxy-config?proxy=&amp;form=&amp;version=&amp;forwardAuthUrl=&amp;upstreamUrl=&amp;caFile=</c>
    /// </summary>
    Task<Result<ProxyConfig>> GetProxyConfigAsync(AppId app, ProxyConfigRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes one. <c>PATCH /v1/apps/{id}</c></summary>
    /// <param name="app">Which.</param>
    /// <param name="request">What changes.</param>
    /// <param name="ifVersion">The version that the change is based on; another current one refuses it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Result<App>> UpdateAsync(AppId app, UpdateAppRequest request, int? ifVersion = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one; forward-auth denies it from then on. <c>DELETE /v1/apps/{id}</c></summary>
    Task<Result> DeleteAsync(AppId app, CancellationToken cancellationToken = default);
}
