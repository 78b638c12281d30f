using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Apps;

internal static class AppEndpoints
{
    public static void MapApps(this IEndpointRouteBuilder routes)
    {
        var orgApps = routes.MapGroup("/v1/orgs/{org}/apps").RequireAuthorization().WithTags("Apps");

        orgApps.MapPost("/", (OrgRef org, CreateAppRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Apps.CreateAsync(org, request, ct).ToVersioned(app => app.Version, app => $"/v1/apps/{app.Id}"))
            .Answers<App>(201).Refuses(400, 401, 403, 404).Describes("createApp", "Create an app that forward-auth protects.")
            .Needs(BuiltInPermissions.AppsWrite)
            .Example("""{"name":"Reports","hosts":["reports.example.com"],"rules":[{"path":"/public/**","require":"public"},{"path":"/**","require":{"scope":"org:read"}}]}""");

        orgApps.MapGet("/", (OrgRef org, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Apps.ListAsync(org, Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<App>>().Refuses(400, 401, 403, 404).Describes("listApps", "An organisation's apps, oldest first.")
            .Needs(BuiltInPermissions.AppsRead);

        var apps = routes.MapGroup("/v1/apps").RequireAuthorization().WithTags("Apps");

        apps.MapGet("/{app}", (AppId app, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Apps.GetAsync(app, ct).ToVersioned(a => a.Version))
            .Answers<App>().Refuses(400, 401, 403, 404).Describes("getApp", "Read an app.")
            .Needs(BuiltInPermissions.AppsRead);

        apps.MapGet("/{app}/proxy-config", (
                AppId app, string? proxy, string? form, string? version, string? forwardAuthUrl, string? upstreamUrl, string? caFile, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Apps.GetProxyConfigAsync(app, new(proxy ?? ProxyNames.Traefik, form, version, forwardAuthUrl, upstreamUrl, caFile), ct).ToOk())
            .Answers<ProxyConfig>().Refuses(400, 401, 403, 404)
            .Describes("getProxyConfig", "The configuration of a proxy in front of an app: traefik, caddy, nginx, haproxy or envoy.")
            .Needs(BuiltInPermissions.AppsRead);

        apps.MapPatch("/{app}", (AppId app, UpdateAppRequest request, IfMatch ifMatch, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Apps.UpdateAsync(app, request, ifMatch.Version, ct).ToVersioned(a => a.Version))
            .Answers<App>().Refuses(400, 401, 403, 404, 412).Describes("updateApp", "Change an app; forward-auth goes by it at once.")
            .Needs(BuiltInPermissions.AppsWrite);

        apps.MapDelete("/{app}", (AppId app, ICatalyst catalyst, CancellationToken ct) => catalyst.Apps.DeleteAsync(app, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("deleteApp", "Delete an app; forward-auth denies it from then on.")
            .Needs(BuiltInPermissions.AppsWrite);
    }
}
