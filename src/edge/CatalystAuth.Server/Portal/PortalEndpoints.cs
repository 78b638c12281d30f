using CatalystAuth.Server.Portal.Account;
using CatalystAuth.Server.Portal.Flows;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Invitations;
using CatalystAuth.Server.Portal.Keys;
using CatalystAuth.Server.Portal.Links;
using CatalystAuth.Server.Portal.Orgs;
using CatalystAuth.Server.Portal.Security;
using CatalystAuth.Server.Portal.Sessions;
using CatalystAuth.Server.Portal.Setup;
using CatalystAuth.Server.Portal.Start;

namespace CatalystAuth.Server.Portal;

/// <summary>The account portal: pages for people, made on the server, that need no script where the method allows it.</summary>
internal static class PortalEndpoints
{
    public static void AddPortal(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddFormGuard();
        services.AddSingleton<SealedCookies>();
        services.AddSingleton<Flashes>();
        services.AddSingleton<FlowDestination>();
        services.AddSingleton<SetupStatus>();
        services.AddSingleton<PendingInvitation>();
    }

    /// <summary>
    /// Keeps what is personal out of caches, and other sites out of its windows. Its forms name their origin, which browsers that know no
    /// Fetch Metadata are asked for.
    /// </summary>
    public static void UsePortalHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PortalRoute>() is not null)
        {
            var headers = context.Response.Headers;
            headers.CacheControl = "no-store";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        }

        return next(context);
    });

    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();

        var pages = routes.MapGroup(string.Empty).AllowAnonymous().ExcludeFromDescription().WithMetadata(new PortalRoute()).TakesOwnFormsOnly();
        pages.MapStart();
        pages.MapSetupPage();
        pages.MapFlowPages();
        pages.MapInvitationPages();
        pages.MapJoinPage();
        pages.MapAccountLinkPages();

        var mine = pages.MapGroup(string.Empty).ForWhoIsSignedIn();
        mine.MapAccount();
        mine.MapSecurity();
        mine.MapSessionPages();
        mine.MapOrgPages();
        mine.MapKeyPages();
    }

    private static RouteGroupBuilder ForWhoIsSignedIn(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var view = http.Features.Get<PortalView>() ?? (await PortalView.BindAsync(http))!;
            return view.Me is not null ? await next(context)
                : HttpMethods.IsGet(http.Request.Method) ? Results.Redirect(LocalPath.SignIn(http.Request.Path + http.Request.QueryString))
                : PortalPage.SeeOther(LocalPath.SignIn(null));
        });
        return group;
    }
}

/// <summary>Marks a route of the portal, whose answers are pages for a person and never kept.</summary>
internal sealed record PortalRoute;
