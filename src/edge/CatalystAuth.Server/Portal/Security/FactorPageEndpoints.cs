using System.Text.Json;
using CatalystAuth.Blazor.Flows;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Factors;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>Authenticator apps, passkeys and recovery codes. What changes one needs a fresh proof.</summary>
internal static class FactorPageEndpoints
{
    private const string Totp = "/account/security/totp";
    private const string Passkeys = "/account/security/passkey";
    private const string TotpCookie = "__Host-catalyst_totp";
    private static readonly TimeSpan TotpLife = TimeSpan.FromMinutes(10);

    public static void MapFactorPages(this RouteGroupBuilder mine)
    {
        var fresh = mine.MapGroup(string.Empty).NeedsFreshProof(SecurityEndpoints.PageOf);
        fresh.MapGet(Totp, ShowTotp);
        fresh.MapPost(Totp, StartTotpAsync);
        fresh.MapPost(Totp + "/confirm", ConfirmTotpAsync);
        fresh.MapPost(Totp + "/remove", (HttpContext context, PortalView view, ICatalyst catalyst) => RemoveAsync(
            context, view, async form => TotpId.TryParse(form["id"], null, out var id) ? await catalyst.Factors.RemoveTotpAsync(id, context.RequestAborted) : Result.Success));
        fresh.MapPost(Totp + "/rename", (HttpContext context, PortalView view, ICatalyst catalyst) => RenameAsync(
            context, view, async (id, name) => TotpId.TryParse(id, null, out var totp)
                ? (await catalyst.Factors.RenameTotpAsync(totp, new(name), context.RequestAborted)).WithoutValue() : Result.Success));
        fresh.MapPost(Passkeys + "/rename", (HttpContext context, PortalView view, ICatalyst catalyst) => RenameAsync(
            context, view, async (id, name) => PasskeyId.TryParse(id, null, out var passkey)
                ? (await catalyst.Factors.RenamePasskeyAsync(passkey, new(name), context.RequestAborted)).WithoutValue() : Result.Success));
        fresh.MapPost(Passkeys, BeginPasskeyAsync);
        fresh.MapPost(Passkeys + "/finish", FinishPasskeyAsync);
        fresh.MapPost(Passkeys + "/remove", (HttpContext context, PortalView view, ICatalyst catalyst) => RemoveAsync(
            context, view, async form => PasskeyId.TryParse(form["id"], null, out var id) ? await catalyst.Factors.RemovePasskeyAsync(id, context.RequestAborted) : Result.Success));
        fresh.MapPost("/account/security/recovery-codes", async (HttpContext context, PortalView view, ICatalyst catalyst) =>
        {
            var form = await PostedForm.ReadAsync(context, view);
            return (await catalyst.Factors.RenewRecoveryCodesAsync(context.RequestAborted)).TryGet(out var codes, out var refusal)
                ? ShowCodes(context, form, codes)
                : form.Refused(SecurityEndpoints.Page, "page", refusal);
        });
    }

    private static async Task<IResult> StartTotpAsync(HttpContext context, PortalView view, ICatalyst catalyst, SealedCookies cookies)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (!(await catalyst.Factors.StartTotpAsync(new StartTotpRequest(view.Texts["portal.totp"]), context.RequestAborted)).TryGet(out var setup, out var refusal))
        {
            return form.Refused(SecurityEndpoints.PageOf(context), "page", refusal);
        }

        cookies.TryWrite(context, TotpCookie, $"{setup.Id} {setup.Secret} {setup.Uri}", TotpLife);
        return PortalPage.SeeOther(LocalPath.With(Totp, SecurityEndpoints.OnwardOf(context)));
    }

    private static IResult ShowTotp(HttpContext context, PortalView view, SealedCookies cookies, IQrCode qrCode)
    {
        if (Read(context, cookies) is not var (_, secret, uri))
        {
            return PortalPage.SeeOther(SecurityEndpoints.PageOf(context));
        }

        var onward = SecurityEndpoints.OnwardOf(context);
        var step = new FlowStep(FlowStepKinds.TotpSetup)
        {
            Totp = new(secret, uri, qrCode.ToSvg(uri)),
            Errors = view.Flash.ErrorsOf("totp") is { Any: true } errors ? [.. errors.Messages.Select(error => new FlowError("portal", error.Value, "code"))] : null,
        };
        return PortalPage.Of<FactorStepPage>(view, ("Step", step), ("Action", LocalPath.With(Totp + "/confirm", onward)), ("Onward", onward));
    }

    private static async Task<IResult> ConfirmTotpAsync(HttpContext context, PortalView view, ICatalyst catalyst, SealedCookies cookies)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (Read(context, cookies) is not var (id, _, _))
        {
            return PortalPage.SeeOther(SecurityEndpoints.PageOf(context));
        }

        if (!(await catalyst.Factors.ConfirmTotpAsync(id, new ConfirmTotpRequest(form.Text("code")), context.RequestAborted)).TryGet(out var confirmed, out var refusal))
        {
            return refusal.Code == FactorErrorCodes.NotFound
                ? form.Refused(SecurityEndpoints.PageOf(context), "page", refusal with { Kind = ErrorKind.Gone })
                : form.Refused(LocalPath.With(Totp, SecurityEndpoints.OnwardOf(context)), "totp", refusal, "code");
        }

        SealedCookies.Forget(context, TotpCookie);
        return confirmed.RecoveryCodes is { } codes ? ShowCodes(context, form, codes) : form.Done(SecurityEndpoints.PageOf(context), "portal.factor.added");
    }

    // No redirect: a challenge is for one answer, and begun anew when the page is loaded anew.
    private static async Task<IResult> BeginPasskeyAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var onward = SecurityEndpoints.OnwardOf(context);
        return (await catalyst.Factors.BeginPasskeyAsync(context.RequestAborted)).TryGet(out var challenge, out var refusal)
            ? PortalPage.Of<FactorStepPage>(
                view, ("Step", new FlowStep(FlowStepKinds.PasskeySetup) { Passkey = challenge.Options }), ("Action", LocalPath.With(Passkeys + "/finish", onward)), ("State", challenge.State),
                ("Onward", onward))
            : form.Refused(SecurityEndpoints.PageOf(context), "page", refusal);
    }

    private static async Task<IResult> FinishPasskeyAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        if (new FlowInput { ["passkey"] = form["passkey"] }.ToAnswers().Passkey is not JsonElement answer)
        {
            return PortalPage.SeeOther(SecurityEndpoints.PageOf(context));
        }

        var finished = await catalyst.Factors.FinishPasskeyAsync(new FinishPasskeyRequest(form.Text("state"), answer), context.RequestAborted);
        return !finished.TryGet(out var added, out var refusal) ? form.Refused(SecurityEndpoints.PageOf(context), "page", refusal)
            : added.RecoveryCodes is { } codes ? ShowCodes(context, form, codes)
            : form.Done(SecurityEndpoints.PageOf(context), "portal.factor.added");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, PortalView view, Func<PostedForm, Task<Result>> remove)
    {
        var form = await PostedForm.ReadAsync(context, view);

        // One that is gone already is what was wanted.
        return await remove(form) is { IsSuccess: false, Error: { Code: not FactorErrorCodes.NotFound } refusal }
            ? form.Refused(SecurityEndpoints.Page, "page", refusal)
            : form.Done(SecurityEndpoints.Page, "portal.factor.removed");
    }

    private static async Task<IResult> RenameAsync(HttpContext context, PortalView view, Func<string, string, Task<Result>> rename)
    {
        var form = await PostedForm.ReadAsync(context, view);
        return await rename(form.Text("id"), form.Text("name")) is { IsSuccess: false } refused
            ? form.Refused($"{SecurityEndpoints.Page}#{form.Text("id")}", form.Text("id"), refused.Error, "name")
            : form.Done(SecurityEndpoints.Page, "portal.factor.renamed");
    }

    private static IResult ShowCodes(HttpContext context, PostedForm form, RecoveryCodeSet codes) =>
        form.Show(SecurityEndpoints.PageOf(context), "codes", string.Join('\n', codes.Codes));

    private static (TotpId Id, string Secret, string Uri)? Read(HttpContext context, SealedCookies cookies) =>
        cookies.Read(context, TotpCookie)?.Split(' ') is [var text, var secret, var uri] && TotpId.TryParse(text, null, out var id) ? (id, secret, uri) : null;
}
