using CatalystAuth.Contracts.Flows;
using CatalystAuth.Server.Flows;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Portal.Flows;

/// <summary>
/// Where the link of a mail leads. Opening it changes nothing, since scanners open it first: it takes the token out of the address, and a button
/// sends it.
/// </summary>
internal static class SignInLinkEndpoints
{
    private const string Page = "/sign-in/link";
    private const string Recovery = "/recovery/link";
    private const string Cookie = "__Host-catalyst_link";
    private const int MaxToken = 200;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static void MapSignInLink(this RouteGroupBuilder pages)
    {
        foreach (var page in new[] { Page, Recovery })
        {
            pages.MapGet(page, ShowAsync).RateLimitedAs(RateLimitedRoutes.Flows);
            pages.MapPost(page, AnswerAsync).RateLimitedAs(RateLimitedRoutes.Flows);
        }
    }

    private static async Task<IResult> ShowAsync(PortalView view, string? flow, string? token, HttpContext context, SealedCookies cookies)
    {
        if (token is { Length: > 0 and <= MaxToken } && FlowId.TryParse(flow, null, out var named))
        {
            cookies.TryWrite(context, Cookie, $"{named} {token}", Life);
            return PortalPage.SeeOther(view.Path);
        }

        if (view.Me is not null)
        {
            return Results.Redirect("/");
        }

        // Another browser than the one that asked: the code of the mail can be typed there.
        var isHere = Read(context, cookies) is var (id, _)
            && (await BrowserFlows.ReadAsync(context, id, context.RequestAborted)).TryGet(out var current, out _)
            && current.Step.Kind == FlowStepKinds.EmailSent;
        return PortalPage.Of<SignInLinkPage>(view, ("IsHere", isHere), ("Recovers", view.Path == Recovery));
    }

    private static async Task<IResult> AnswerAsync(
        PortalView view, HttpContext context, SealedCookies cookies, FlowDestination destination, BrowserFlows flows)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (Read(context, cookies) is not var (id, token))
        {
            return FlowPageEndpoints.Restart(context, "/sign-in", null);
        }

        var onward = destination.Find(context, id);
        SealedCookies.Forget(context, Cookie);
        FlowDestination.Forget(context);
        var request = new AnswerFlowRequest(FlowStepKinds.EmailSent, new FlowAnswers { Link = token });
        return (await flows.AnswerAsync(context, id, request, context.RequestAborted)).TryGet(out var flow, out var refusal)

            // The code of the mail, or a second click, was faster: the flow is shown where it stands.
            || (refusal.Code is FlowErrorCodes.WrongStep or FlowErrorCodes.Answered
                && (await BrowserFlows.ReadAsync(context, id, context.RequestAborted)).TryGet(out flow, out _))
            ? FlowPageEndpoints.Go(form, context, flow, "/sign-in", onward)
            : FlowPageEndpoints.Restart(context, "/sign-in", onward);
    }

    private static (FlowId Flow, string Token)? Read(HttpContext context, SealedCookies cookies) =>
        cookies.Read(context, Cookie)?.Split(' ') is [var flow, var token] && FlowId.TryParse(flow, null, out var id) ? (id, token) : null;
}
