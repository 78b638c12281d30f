using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Portal;
using CatalystAuth.Server.Portal.Apps;
using CatalystAuth.Server.Portal.Flows;
using CatalystAuth.Server.Portal.Security;

namespace CatalystAuth.Server.AppSessions;

/// <summary>What browsers are sent to from apps behind forward-auth.</summary>
internal static class AppLoginEndpoints
{
    private const string SignInPath = "/sign-in";
    private const string AuthorizePath = "/forward-auth/authorize";
    private const string SignOutPath = "/forward-auth/sign-out";
    private const string SignedOutPath = "/forward-auth/signed-out";
    private const string StoppedPath = "/forward-auth/stopped";

    public static void MapAppLogins(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(string.Empty).AllowAnonymous().ExcludeFromDescription();
        pages.MapGet(AuthorizePath, AuthorizeAsync);
        pages.MapGet(SignOutPath, (CallContext call) => IsSignedIn(call) ? Confirm() : Results.Redirect(SignedOutPath));
        pages.MapPost(SignOutPath, SignOutAsync);
        pages.MapGet(SignedOutPath, ShowSignedOut);
        pages.MapGet(StoppedPath, ShowStopped);
    }

    /// <summary>The app that an address of this server sends its user back to; null when it is another one.</summary>
    public static AppId? FindApp(HttpContext context, string? address) =>
        address?.Split("?request=", 2) is [AuthorizePath, { } request] && context.RequestServices.GetRequiredService<AppLoginSeal>().Open(request) is { } login
            ? login.App
            : null;

    private static async Task<IResult> AuthorizeAsync(
        HttpContext context, string? request, AuthorizeAppLogin authorize, CancellationToken cancellationToken) =>
        (await authorize.RunAsync(request, cancellationToken)).Match(
            step => step switch
            {
                AppLoginStep.GoTo to => GoTo(context, to.Url),
                AppLoginStep.Prove prove => Results.Redirect(new ConfirmAsk($"{AuthorizePath}?request={request}", prove.Proofs).Path),
                _ => Results.Redirect(LocalPath.SignIn($"{AuthorizePath}?request={request}")),
            },
            error => new Page(view => PortalPage.Of<AppLoginPage>(
                view, Problem.StatusOf(error.Kind), ("Title", view.Texts["portal.app.refused"]), ("Lead", view.Texts.OfError(error)),
                ("Href", error.Code == AppSessionErrorCodes.NotAdmitted ? SignOutPath : "/"),
                ("Label", view.Texts[error.Code == AppSessionErrorCodes.NotAdmitted ? "portal.app.other-account" : "portal.error.home"]))));

    // Behind a form of our own: its policy (form-action) lets no redirect lead elsewhere, so the browser goes by itself.
    private static IResult GoTo(HttpContext context, string url) => context.Request.Headers["Sec-Fetch-Site"] is ["same-origin"]
        ? new Page(view => PortalPage.Of<OnwardPage>(view, ("Path", url)))
        : Results.Redirect(url);

    // Who it was is known by the cookie, which comes along when a page of this server sent the form.
    private static async Task<IResult> SignOutAsync(HttpContext context, CallContext call, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (IsSignedIn(call))
        {
            await catalyst.Auth.SignOutAsync(cancellationToken);
            BrowserCookies.Clear(context);
        }

        return PortalPage.SeeOther(SignedOutPath);
    }

    private static Page ShowSignedOut(HttpContext context, CallContext call, SameOrigin origin)
    {
        if (IsSignedIn(call))
        {
            return new(view => PortalPage.Of<AppLoginPage>(
                view, ("Title", view.Texts["step.done.title"]), ("Lead", view.Texts["portal.app.sign-out.lead"]), ("Href", SignOutPath), ("Label", view.Texts["portal.sign-out"])));
        }

        // A page of another site that only names this address signs nobody out.
        if (origin.MayUseCookie(context.Request))
        {
            BrowserCookies.Clear(context);
        }

        return new(view => PortalPage.Of<AppLoginPage>(
            view, ("Title", view.Texts["portal.app.signed-out"]), ("Lead", view.Texts["portal.app.signed-out.lead"]), ("Href", SignInPath), ("Label", view.Texts["portal.sign-in"])));
    }

    // What the proxy in front of an app hands no page on for. Only what was sealed here leads back, and only who wants to go.
    private static Page ShowStopped(string? reason, string? request, AppLoginSeal seal, TimeProvider time)
    {
        var end = DeadEnd.Find(reason) ?? DeadEnd.NothingHere;
        var back = seal.Open(request) is { MayCarryCode: true } login && !login.IsExpired(time.GetUtcNow()) ? login.Target : null;
        return new(view =>
        {
            var (title, text) = end.In(view.Texts.Language);
            return PortalPage.Of<AppLoginPage>(
                view, end.Status, ("Title", title), ("Lead", text), ("Href", back), ("Label", view.Texts["portal.app.again"]));
        });
    }

    private static Page Confirm() => new(view => PortalPage.Of<AppLoginPage>(
        view, ("Title", view.Texts["portal.app.sign-out"]), ("Lead", view.Texts["portal.app.sign-out.lead"]), ("SignOut", SignOutPath)));

    private static bool IsSignedIn(CallContext call) => call is { Actor: Actor.User, IsOfBrowser: true };

    // Made where there is something to show: most of these addresses lead on without a page.
    private sealed class Page(Func<PortalView, IResult> make) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var view = (await PortalView.BindAsync(httpContext))!;
            httpContext.Response.Headers.CacheControl = "no-store";
            await make(view).ExecuteAsync(httpContext);
        }
    }
}
