using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Links;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Portal.Invitations;

/// <summary>Where the link of an invitation leads. Its token is in the fragment, so a script posts it, or its reader; then it is in a cookie and in no address.</summary>
internal static class InvitationPageEndpoints
{
    public const string Open = "/invitations/open";

    /// <summary>What is wrong when the invitation is for somebody else.</summary>
    public const string OtherAccount = "other-account";

    private const int MaxToken = 256;

    private static readonly Error NotFound = new(
        InvitationErrorCodes.NotFound, "There is no such invitation. It may have been replaced by a newer one.", ErrorKind.NotFound);

    public static void MapInvitationPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/invitations", (PortalView view) => PortalPage.Of<InvitationLandingPage>(view));
        pages.MapPost("/invitations", async (HttpContext context, PortalView view, PendingInvitation pending) =>
        {
            var form = await PostedForm.ReadAsync(context, view);
            if (PastedLinks.TokenOf(form) is not { } token)
            {
                return form.Refused("/invitations", PastedLinks.Form, PastedLinks.Missing, PastedLinks.Field);
            }

            if (token.Length > MaxToken)
            {
                return PortalPage.Of(view, NotFound);
            }

            pending.Keep(context, token);
            return PortalPage.SeeOther(Open);
        }).RateLimitedAs(RateLimitedRoutes.Flows);
        pages.MapGet(Open, ShowAsync).RateLimitedAs(RateLimitedRoutes.Flows);
        pages.MapPost(Open, AnswerAsync).RateLimitedAs(RateLimitedRoutes.Flows);
        pages.MapPost("/invitations/mine", AnswerMineAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PortalView view, ICatalyst catalyst, PendingInvitation pending) =>
        pending.Read(context) is not { } token ? PortalPage.Of(view, NotFound)
        : (await catalyst.Invitations.PreviewAsync(token, context.RequestAborted)).Match(
            preview => PortalPage.Of<InvitationPage>(view, ("Invitation", preview)), refusal => PortalPage.Of(view, refusal));

    private static async Task<IResult> AnswerAsync(HttpContext context, PortalView view, ICatalyst catalyst, PendingInvitation pending)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (pending.Read(context) is not { } token)
        {
            return PortalPage.Of(view, NotFound);
        }

        switch (form["answer"])
        {
            case "accept" when view.Me is not null:
                if (!(await catalyst.Invitations.AcceptAsync(token, context.RequestAborted)).TryGet(out var accepted, out var refusal))
                {
                    return form.Refused(Open, refusal.Code == InvitationErrorCodes.WrongAccount ? OtherAccount : "page", refusal);
                }

                PendingInvitation.Forget(context);
                return form.Done($"/orgs/{accepted.Org.Slug}", "portal.invitation.accepted");
            case "decline":
                PendingInvitation.Forget(context);
                return form.Answer("/", "page", await catalyst.Invitations.DeclineAsync(token, context.RequestAborted), "portal.invitation.declined");
            case "request":
                PendingInvitation.Forget(context);
                return form.Answer("/", "page", await catalyst.Invitations.RequestAsync(token, context.RequestAborted), "portal.invitation.requested");
            default:
                return PortalPage.SeeOther(LocalPath.SignIn(Open));
        }
    }

    private static async Task<IResult> AnswerMineAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (view.Me is null || !InvitationId.TryParse(form["id"], null, out var id))
        {
            return PortalPage.SeeOther("/");
        }

        if (form["answer"] == "decline")
        {
            return form.Answer("/", "page", await catalyst.Invitations.DeclineMineAsync(id, context.RequestAborted), "portal.invitation.declined");
        }

        return (await catalyst.Invitations.AcceptMineAsync(id, context.RequestAborted)).TryGet(out var accepted, out var refusal)
            ? form.Done($"/orgs/{accepted.Org.Slug}", "portal.invitation.accepted")
            : form.Refused("/", "page", refusal);
    }
}
