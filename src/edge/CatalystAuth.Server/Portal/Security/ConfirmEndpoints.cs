using CatalystAuth.Blazor.Flows;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Portal.Flows;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>Proves anew who is there, before something that matters.</summary>
internal static class ConfirmEndpoints
{
    public const string Page = "/account/confirm";

    public static void MapConfirm(this RouteGroupBuilder mine)
    {
        mine.MapGet(Page, ShowAsync);
        mine.MapPost(Page, AnswerAsync).RateLimitedAs(RateLimitedRoutes.Flows);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PortalView view, ICatalyst catalyst, CancellationToken cancellationToken)
    {
        if (!(await catalyst.Factors.GetAsync(cancellationToken)).TryGet(out var factors, out var refusal))
        {
            return PortalPage.Of(view, refusal);
        }

        var ask = ConfirmAsk.Of(context.Request.Query);
        PasskeyChallenge? challenge = null;
        var takesPasskey = factors.Passkeys.Count > 0 && (ask.Proofs.Count == 0 || ask.Proofs.Contains(StepUpProofs.Passkey) || ask.Proofs.Contains(StepUpProofs.SecondFactor));
        return takesPasskey && !(await catalyst.Auth.BeginStepUpPasskeyAsync(cancellationToken)).TryGet(out challenge, out refusal)
            ? PortalPage.Of(view, refusal)
            : PortalPage.Of<ConfirmPage>(view, ("Factors", factors), ("Challenge", challenge), ("Asked", ask));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var ask = ConfirmAsk.Of(context.Request.Query);
        var passkey = new FlowInput { ["passkey"] = form["passkey"] }.ToAnswers().Passkey;
        var (name, request) = passkey is { } answer ? ("passkey", new StepUpRequest(Passkey: new(form.Text("state"), answer)))
            : form["code"] is { } code ? ("code", new StepUpRequest(Code: code.Trim()))
            : ("password", new StepUpRequest(form["password"] ?? string.Empty));
        return !(await catalyst.Auth.StepUpAsync(request, context.RequestAborted)).TryGet(out _, out var refusal)
            ? form.Refused(ask.Path, name, refusal with { Kind = ErrorKind.Invalid }, name)
            : ask.Onward is null ? form.Done(SecurityEndpoints.Page, "portal.confirmed")
            : ask.IsForApp ? PortalPage.Of<OnwardPage>(view, ("Path", ask.Onward))
            : form.Done(ask.Onward, "portal.confirmed");
    }
}
