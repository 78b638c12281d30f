using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>How the account is kept safe, what is known of its user, and its end.</summary>
internal static class SecurityEndpoints
{
    public const string Page = "/account/security";
    public const string Delete = "/account/delete";

    public static void MapSecurity(this RouteGroupBuilder mine)
    {
        mine.MapGet(Page, ShowAsync);
        mine.MapPost("/account/password", SetPasswordAsync);
        mine.MapGroup(string.Empty).NeedsFreshProof(Page).MapPost("/account/export", ExportAsync);
        var end = mine.MapGroup(string.Empty).NeedsFreshProof(Delete, byAnyProof: true);
        end.MapGet(Delete, ShowDeletionAsync);
        end.MapPost(Delete, DeleteAsync);
        mine.MapConfirm();
        mine.MapFactorPages();
    }

    /// <summary>The page, for a request that goes on to another one when a factor is set up.</summary>
    public static string PageOf(HttpContext context) => LocalPath.With(Page, OnwardOf(context));

    /// <summary>Where it goes on to; null when it does not.</summary>
    public static string? OnwardOf(HttpContext context) => LocalPath.Read(context.Request.Query["continue"]);

    private static async Task<IResult> ShowAsync(
        HttpContext context, PortalView view, ICatalyst catalyst, IOptions<FlowOptions> flows, CancellationToken cancellationToken) =>
        (await catalyst.Me.ListSessionsAsync(cancellationToken)).TryGet(out var sessions, out var refusal)
        && (await catalyst.Factors.GetAsync(cancellationToken)).TryGet(out var factors, out refusal)
            ? PortalPage.Of<SecurityPage>(
                view, ("Sessions", sessions), ("Factors", factors), ("HasPasswords", flows.Value.HasPasswords), ("Onward", OnwardOf(context)))
            : PortalPage.Of(view, refusal);

    private static async Task<IResult> SetPasswordAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var set = await catalyst.Me.SetPasswordAsync(
            new SetPasswordRequest(form["password"] ?? string.Empty, form["currentPassword"] is { Length: > 0 } current ? current : null), context.RequestAborted);
        return set is { IsSuccess: false, Error.Code: AuthErrorCodes.StepUpRequired }
            ? PortalPage.SeeOther(new ConfirmAsk(null, set.Error.Proofs).Path)
            : form.Answer(Page, "password", set, "portal.password.changed", "password", "currentPassword");
    }

    private static async Task<IResult> ExportAsync(PortalView view, ICatalyst catalyst, CancellationToken cancellationToken) =>
        (await catalyst.Me.ExportAsync(cancellationToken)).Match<IResult>(
            export => new AccountExportResult(export), refusal => PortalPage.Of(view, refusal));

    private static async Task<IResult> ShowDeletionAsync(PortalView view, ICatalyst catalyst, CancellationToken cancellationToken) =>
        (await catalyst.Me.PreviewDeletionAsync(cancellationToken)).Match(
            deletion => PortalPage.Of<DeletePage>(view, ("Deletion", deletion)), refusal => PortalPage.Of(view, refusal));

    private static async Task<IResult> DeleteAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (!EmailAddress.IsValid(form.Text("email")) || EmailAddress.KeyOf(form.Text("email")) != EmailAddress.KeyOf(view.Me!.Email))
        {
            return form.Refused(Delete + "#delete", "delete", Error.Field(RequestErrorCodes.Invalid, "email", view.Texts["portal.delete.mismatch"]), "email");
        }

        var deleted = await catalyst.Me.DeleteAsync(new DeleteMeRequest(), context.RequestAborted);
        if (!deleted.IsSuccess)
        {
            return form.Refused(Delete, "page", deleted.Error);
        }

        BrowserCookies.Clear(context);
        context.Response.Headers["Clear-Site-Data"] = PortalPage.SiteData;
        return form.Done("/", "portal.deleted");
    }
}
