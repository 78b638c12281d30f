using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps.ProxyConfigs;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Apps;

/// <summary>The apps' use cases behind their contract.</summary>
internal sealed class Apps(OrgAccess access, IAppStore store, CreateApp create, UpdateApp update, DeleteApp delete, WriteProxyConfig writeProxyConfig) : IApps
{
    // The same for "is not there" and "is another tenant's".
    internal static readonly Error NotFound = new(AppErrorCodes.NotFound, "There is no such app.", ErrorKind.NotFound);

    public Task<Result<App>> CreateAsync(OrgRef org, CreateAppRequest request, CancellationToken cancellationToken = default) =>
        create.RunAsync(org, request, cancellationToken);

    public async Task<Result<Page<App>>> ListAsync(OrgRef org, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.AppsRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var apps = await store.ListAsync(granted.Org.Id, request, cancellationToken).ConfigureAwait(false);
        return apps.Map(found => new Page<App>([.. found.Items.Select(app => app.ToContract())], found.NextCursor));
    }

    public async Task<Result<App>> GetAsync(AppId app, CancellationToken cancellationToken = default)
    {
        var found = await store.FindAsync(app, cancellationToken).ConfigureAwait(false);
        var grant = await access.AuthorizeOwnedAsync(found?.OrgId, BuiltInPermissions.AppsRead, NotFound, cancellationToken)
            .ConfigureAwait(false);
        return grant.Map(_ => found!.ToContract());
    }

    public async Task<Result<ProxyConfig>> GetProxyConfigAsync(AppId app, ProxyConfigRequest request, CancellationToken cancellationToken = default) =>
        (await GetAsync(app, cancellationToken).ConfigureAwait(false)).TryGet(out var found, out var refusal) ? writeProxyConfig.Run(found, request) : refusal;

    public Task<Result<App>> UpdateAsync(
        AppId app, UpdateAppRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        update.RunAsync(app, request, ifVersion, cancellationToken);

    public Task<Result> DeleteAsync(AppId app, CancellationToken cancellationToken = default) => delete.RunAsync(app, cancellationToken);

    /// <summary>An app as events tell of it.</summary>
    internal static AppState StateOf(ProtectedApp app) => new(
        app.Name, app.Hosts, app.Rules, app.Version, app.Engine, app.Unauthenticated, app.ApiPathPrefixes, app.Preflight, app.Audiences, app.SignIn);
}
