using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.Pages;
using CatalystAuth.Server.Portal;
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
            error => new PlainPage(Problem.StatusOf(error.Kind), "You can't go on", $"<p>{PlainPage.Encode(error.Message)}</p>"));

    // Behind a form of our own: its policy (form-action) lets no redirect lead elsewhere, so the browser goes by itself.
    private static IResult GoTo(HttpContext context, string url) => context.Request.Headers["Sec-Fetch-Site"] is ["same-origin"]
        ? new PlainPage(StatusCodes.Status200OK, "You are signed in", $"<p><a href=\"{PlainPage.Encode(url)}\">Go on</a></p>") { Onward = url }
        : Results.Redirect(url);

    // Who it was is known by the cookie, which comes along when a page of this server sent the form.
    private static async Task<IResult> SignOutAsync(HttpContext context, CallContext call, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (IsSignedIn(call))
        {
            await catalyst.Auth.SignOutAsync(cancellationToken);
            BrowserCookies.Clear(context);
        }

        return new SeeOther(SignedOutPath);
    }

    private static PlainPage ShowSignedOut(HttpContext context, CallContext call, SameOrigin origin)
    {
        if (IsSignedIn(call))
        {
            return new(StatusCodes.Status200OK, "You are signed in", $"<p><a href=\"{SignOutPath}\">Sign out</a></p>");
        }

        // A page of another site that only names this address signs nobody out.
        if (origin.MayUseCookie(context.Request))
        {
            BrowserCookies.Clear(context);
        }

        return new(StatusCodes.Status200OK, "You are signed out", $"<p><a href=\"{SignInPath}\">Sign in</a></p>");
    }

    // What the proxy in front of an app hands no page on for. Only what was sealed here leads back, and only who wants to go.
    private static PlainPage ShowStopped(string? reason, string? request, AppLoginSeal seal, TimeProvider time)
    {
        var end = DeadEnd.Find(reason) ?? DeadEnd.NothingHere;
        var way = seal.Open(request) is { MayCarryCode: true } login && !login.IsExpired(time.GetUtcNow())
            ? $"<p><a href=\"{PlainPage.Encode(login.Target)}\">Open the app again</a></p>"
            : string.Empty;
        return new(end.Status, end.Title, $"<p>{PlainPage.Encode(end.Text)}</p>{way}");
    }

    private static PlainPage Confirm() => new(
        StatusCodes.Status200OK, "Sign out?",
        $"<p>It ends your session here and in every app.</p><form method=\"post\" action=\"{SignOutPath}\"><button type=\"submit\" data-part=\"submit\">Sign out</button></form>");

    private static bool IsSignedIn(CallContext call) => call is { Actor: Actor.User, IsOfBrowser: true };

    private sealed class SeeOther(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
