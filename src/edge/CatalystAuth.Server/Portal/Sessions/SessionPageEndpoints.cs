using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Sessions;

/// <summary>Where one is signed in.</summary>
internal static class SessionPageEndpoints
{
    private const string Page = "/account/sessions";

    public static void MapSessionPages(this RouteGroupBuilder mine)
    {
        mine.MapGet(Page, async (PortalView view, ICatalyst catalyst, CancellationToken ct) =>
            (await catalyst.Me.ListSessionsAsync(ct)).TryGet(out var sessions, out var refusal)
            && (await catalyst.Me.ListDevicesAsync(ct)).TryGet(out var devices, out refusal)
                ? PortalPage.Of<SessionsPage>(view, ("Sessions", sessions), ("Devices", devices))
                : PortalPage.Of(view, refusal));

        mine.MapPost("/account/devices/forget", async (HttpContext context, PortalView view, ICatalyst catalyst) =>
        {
            var form = await PostedForm.ReadAsync(context, view);

            // One that is forgotten already is what was wanted.
            var forgotten = DeviceId.TryParse(form["device"], null, out var device)
                ? await catalyst.Me.ForgetDeviceAsync(device, context.RequestAborted)
                : Result.Success;
            return form.Answer(
                Page, "page", forgotten is { IsSuccess: false, Error.Code: DeviceErrorCodes.NotFound } ? Result.Success : forgotten, "portal.device.forgotten");
        });

        mine.MapPost("/account/sessions/revoke", async (HttpContext context, PortalView view, ICatalyst catalyst) =>
        {
            var form = await PostedForm.ReadAsync(context, view);

            // One that has ended meanwhile is what was wanted.
            return !SessionId.TryParse(form["session"], null, out var session)
                || await catalyst.Me.RevokeSessionAsync(session, context.RequestAborted) is { IsSuccess: true } or { Error.Code: SessionErrorCodes.NotFound }
                ? form.Done(Page, "portal.session.revoked")
                : form.Done(Page, "portal.session.kept");
        });

        mine.MapPost("/account/sessions/revoke-others", async (HttpContext context, PortalView view, ICatalyst catalyst) =>
        {
            var form = await PostedForm.ReadAsync(context, view);
            return form.Answer(Page, "page", await catalyst.Me.RevokeOtherSessionsAsync(context.RequestAborted), "portal.sessions.revoked");
        });
    }
}
