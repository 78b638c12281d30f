using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>How the account is kept safe, and its end.</summary>
internal static class SecurityEndpoints
{
    private const string Page = "/account/security";

    public static void MapSecurity(this RouteGroupBuilder mine)
    {
        mine.MapGet(Page, async (PortalView view, ICatalyst catalyst, CancellationToken ct) =>
            (await catalyst.Me.ListSessionsAsync(ct)).Match(
                sessions => PortalPage.Of<SecurityPage>(view, ("Sessions", sessions)), refusal => PortalPage.Of(view, refusal)));
        mine.MapPost("/account/delete", DeleteAsync);
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
