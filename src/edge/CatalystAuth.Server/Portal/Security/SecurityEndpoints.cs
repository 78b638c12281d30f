using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>How the account is kept safe, and its end.</summary>
internal static class SecurityEndpoints
{
    public const string Page = "/account/security";

    public static void MapSecurity(this RouteGroupBuilder mine)
    {
        mine.MapGet(Page, ShowAsync);
        mine.MapPost("/account/password", SetPasswordAsync);
        mine.MapPost("/account/delete", DeleteAsync);
        mine.MapConfirm();
        mine.MapFactorPages();
    }

    private static async Task<IResult> ShowAsync(PortalView view, ICatalyst catalyst, CancellationToken cancellationToken) =>
        (await catalyst.Me.ListSessionsAsync(cancellationToken)).TryGet(out var sessions, out var refusal)
        && (await catalyst.Factors.GetAsync(cancellationToken)).TryGet(out var factors, out refusal)
            ? PortalPage.Of<SecurityPage>(view, ("Sessions", sessions), ("Factors", factors))
            : PortalPage.Of(view, refusal);

    private static async Task<IResult> SetPasswordAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var set = await catalyst.Me.SetPasswordAsync(
            new SetPasswordRequest(form["password"] ?? string.Empty, form["currentPassword"] is { Length: > 0 } current ? current : null), context.RequestAborted);
        return set is { IsSuccess: false, Error.Code: Contracts.Results.AuthErrorCodes.StepUpRequired }
            ? PortalPage.SeeOther(ConfirmEndpoints.Page)
            : form.Answer(Page, "password", set, "portal.password.changed", "password", "currentPassword");
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var deleted = await catalyst.Me.DeleteAsync(new DeleteMeRequest(form["password"] ?? string.Empty), context.RequestAborted);
        if (!deleted.IsSuccess)
        {
            return form.Refused(Page + "#delete", "delete", deleted.Error, "password");
        }

        BrowserCookies.Clear(context);
        context.Response.Headers["Clear-Site-Data"] = PortalPage.SiteData;
        return form.Done("/", "portal.deleted");
    }
}
