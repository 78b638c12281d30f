using CatalystAuth.Blazor.Flows;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Invitations;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Portal.Flows;

/// <summary>Sign-in, sign-up and recovery: one page each, which shows the step where its flow stands.</summary>
internal static class FlowPageEndpoints
{
    private static readonly (string Path, string Type)[] Flows =
        [("/sign-in", FlowTypes.SignIn), ("/sign-up", FlowTypes.SignUp), ("/recovery", FlowTypes.Recovery)];

    public static void MapFlowPages(this RouteGroupBuilder pages)
    {
        foreach (var (path, type) in Flows)
        {
            pages.MapGet(path, (PortalView view, string? flow, HttpContext context, PortalFlows flows) => ShowAsync(context, view, flows, path, type, flow))
                .RateLimitedAs(RateLimitedRoutes.Flows);
            pages.MapPost(path, (PortalView view, HttpContext context, PortalFlows flows) => AnswerAsync(context, view, flows, path, type))
                .RateLimitedAs(RateLimitedRoutes.Flows);
        }

        pages.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PortalView view, PortalFlows flows, string path, string type, string? flow)
    {
        var onward = LocalPath.Read(context.Request.Query["continue"]);
        if (view.Me is not null)
        {
            return Results.Redirect(onward ?? "/");
        }

        if (flow is not null)
        {
            return FlowId.TryParse(flow, null, out var id) && flows.Show(context, id) is { } current
                ? Page(view, path, current, onward)
                : Restart(context, path, onward);
        }

        return (await flows.StartAsync(context, type, answers: null)).TryGet(out var begun, out var refusal)
            ? Page(view, path, begun, onward)
            : PortalPage.Of(view, refusal);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, PortalView view, PortalFlows flows, string path, string type)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var onward = LocalPath.Read(form["continue"]);
        if (view.Me is not null)
        {
            return PortalPage.SeeOther(onward ?? "/");
        }

        var input = new FlowInput();
        foreach (var field in new[] { "identifier", "email", "name", "password", "code", "passkey", "org", "method", "action", "rememberDevice" })
        {
            input[field] = form[field];
        }

        if (type == FlowTypes.SignUp && onward == InvitationPageEndpoints.Open)
        {
            // With the account, as who is invited may be all that sign-up is open to.
            input["invitation"] = context.RequestServices.GetRequiredService<PendingInvitation>().Read(context);
        }

        var kind = form.Text("kind");
        var result = FlowId.TryParse(form["flow"], null, out var id)
            ? await flows.AnswerAsync(context, id, kind, input.ToAnswers())
            : await flows.StartAsync(context, type, input.ToAnswers());

        // The first page may have been open for long; what was typed there is enough to begin anew.
        if (!result.TryGet(out var flow, out var refusal) && refusal.Code == FlowErrorCodes.NotFound
            && kind is FlowStepKinds.Identify or FlowStepKinds.Prompt)
        {
            result = await flows.StartAsync(context, type, input.ToAnswers());
        }

        if (!result.TryGet(out flow, out refusal))
        {
            return refusal.Code == FlowErrorCodes.NotFound ? Restart(context, path, onward)
                : form.Refused(FlowPath(path, form["flow"], onward), "flow", refusal);
        }

        if (flow.Step.Kind != FlowStepKinds.Done)
        {
            Leave(context, path, form);
            return PortalPage.SeeOther(FlowPath(path, flow.Id.ToString(), onward));
        }

        if (flow.Joined is { } joined)
        {
            PendingInvitation.Forget(context);
            return form.Done($"/orgs/{joined.Org.Slug}", "portal.invitation.accepted");
        }

        return PortalPage.SeeOther(onward ?? "/");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        if (view.Me is not null && await catalyst.Auth.SignOutAsync(context.RequestAborted) is { IsSuccess: false } refused)
        {
            return PortalPage.Of(view, refused.Error);
        }

        BrowserCookies.Clear(context);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return (await PostedForm.ReadAsync(context, view)).Done("/", "portal.signed-out");
    }

    private static IResult Page(PortalView view, string path, FlowResponse flow, string? onward) =>
        PortalPage.Of<FlowPage>(view, ("Flow", flow), ("Page", path), ("Onward", onward));

    // What was typed is shown again beside what was wrong.
    private static void Leave(HttpContext context, string path, PostedForm form)
    {
        var values = new[] { "identifier", "email", "name" }.Select(field => KeyValuePair.Create(field, form[field])).Where(pair => pair.Value is not null);
        context.RequestServices.GetRequiredService<Flashes>()
            .Leave(context, new Flash { Path = path, Form = "flow", Values = values.ToDictionary(pair => pair.Key, pair => pair.Value!) });
    }

    private static IResult Restart(HttpContext context, string path, string? onward)
    {
        context.RequestServices.GetRequiredService<Flashes>().Leave(context, new Flash { Path = path, Notice = $"error.{FlowErrorCodes.NotFound}" });
        return PortalPage.SeeOther(LocalPath.With(path, onward));
    }

    private static string FlowPath(string path, string? flow, string? onward) => FlowId.TryParse(flow, null, out var id)
        ? $"{path}?flow={id}{(onward is null ? string.Empty : $"&continue={Uri.EscapeDataString(onward)}")}"
        : LocalPath.With(path, onward);
}
