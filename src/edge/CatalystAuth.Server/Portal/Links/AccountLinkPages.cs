using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Flows;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.RateLimits;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Portal.Links;

/// <summary>
/// Where the links of mails about an account lead. Opening one changes nothing, as scanners open them first: the token is in the fragment, and a button
/// sends it.
/// </summary>
internal static class AccountLinkPages
{
    public const string EmailChange = "/email-change";
    public const string EmailChangeOpen = "/email-change/open";
    public const string Unlock = "/unlock";

    private const string Cookie = "__Host-catalyst_email_change";
    private const int MaxToken = 1024;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private static readonly Error Invalid = new(
        UserErrorCodes.InvalidLink, "The link was used, has expired, or what it was for was taken back.", ErrorKind.Gone);

    public static void MapAccountLinkPages(this RouteGroupBuilder pages)
    {
        pages.MapGet(EmailChange, (PortalView view) => PortalPage.Of<EmailChangeLandingPage>(view));
        pages.MapPost(EmailChange, TakeAsync).RateLimitedAs(RateLimitedRoutes.Flows);
        pages.MapGet(EmailChangeOpen, ShowAsync).RateLimitedAs(RateLimitedRoutes.Flows);
        pages.MapPost(EmailChangeOpen, AnswerAsync).RateLimitedAs(RateLimitedRoutes.Flows);
        pages.MapGet(Unlock, (PortalView view) => PortalPage.Of<UnlockPage>(view));
        pages.MapPost(Unlock, UnlockAsync).RateLimitedAs(RateLimitedRoutes.Flows);
    }

    private static async Task<IResult> TakeAsync(HttpContext context, PortalView view, SealedCookies cookies)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (PastedLinks.TokenOf(form) is not { } token)
        {
            return form.Refused(EmailChange, PastedLinks.Form, PastedLinks.Missing, PastedLinks.Field);
        }

        if (token.Length > MaxToken)
        {
            return PortalPage.Of(view, Invalid);
        }

        cookies.TryWrite(context, Cookie, token, Life);
        return PortalPage.SeeOther(EmailChangeOpen);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PortalView view, ICatalyst catalyst, SealedCookies cookies) =>
        cookies.Read(context, Cookie) is not { } token ? PortalPage.Of(view, Invalid)
        : (await catalyst.AccountLinks.PreviewEmailChangeAsync(new(token), context.RequestAborted)).Match(
            preview => PortalPage.Of<EmailChangePage>(view, ("Preview", preview)), refusal => PortalPage.Of(view, refusal));

    private static async Task<IResult> AnswerAsync(HttpContext context, PortalView view, ICatalyst catalyst, SealedCookies cookies)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (cookies.Read(context, Cookie) is not { } token || form["answer"] is not ("confirm" or "refuse"))
        {
            return PortalPage.Of(view, Invalid);
        }

        var recovery = context.RequestServices.GetRequiredService<IOptions<FlowOptions>>().Value.HasPasswords ? "/recovery" : "/sign-in";
        var (answered, notice, onward) = form["answer"] == "confirm"
            ? (await catalyst.AccountLinks.ConfirmEmailChangeAsync(new(token), context.RequestAborted), "portal.email-change.confirmed", "/")
            : (await catalyst.AccountLinks.RefuseEmailChangeAsync(new(token), context.RequestAborted), "portal.email-change.refused", recovery);
        if (!answered.IsSuccess)
        {
            return PortalPage.Of(view, answered.Error);
        }

        SealedCookies.Forget(context, Cookie);
        return view.Me is null ? form.Done(onward, notice) : form.Done("/account/security", notice);
    }

    private static async Task<IResult> UnlockAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (PastedLinks.TokenOf(form) is not { } token)
        {
            return form.Refused(Unlock, PastedLinks.Form, PastedLinks.Missing, PastedLinks.Field);
        }

        if (token.Length > MaxToken)
        {
            return PortalPage.Of(view, Invalid);
        }

        BrowserFlows.Bind(context, BrowserCookies.BrowserSecret(context));
        return await catalyst.AccountLinks.UnlockAsync(new(token), context.RequestAborted) is { IsSuccess: false } refused
            ? PortalPage.Of(view, refused.Error)
            : form.Done("/sign-in", "portal.unlock.done");
    }
}
