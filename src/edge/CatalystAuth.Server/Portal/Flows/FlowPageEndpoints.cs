using CatalystAuth.Blazor.Flows;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Mail;
using CatalystAuth.Server.AppSessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Flows;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Invitations;
using CatalystAuth.Server.Portal.Orgs;
using CatalystAuth.Server.RateLimits;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Portal.Flows;

/// <summary>Sign-in, sign-up and recovery: one page each, which shows the step where its flow stands.</summary>
internal static class FlowPageEndpoints
{
    /// <summary>Sign-in that takes a mail and no password, whatever comes first else.</summary>
    public const string ByMail = "/sign-in/email";

    // Leads on to an app, which is another host.
    private const string ForwardAuth = "/forward-auth/";

    private static readonly string[] Asked = ["identifier", "email", "name", "password", "code", "passkey", "org", "method", FlowInput.ByField, "action", "rememberDevice"];
    private static readonly string[] Kept = ["identifier", "email", "name"];

    private static readonly (string Path, string Type)[] Flows =
        [("/sign-in", FlowTypes.SignIn), (ByMail, FlowTypes.SignIn), ("/sign-up", FlowTypes.SignUp), ("/recovery", FlowTypes.Recovery)];

    public static void MapFlowPages(this RouteGroupBuilder pages)
    {
        foreach (var (path, type) in Flows)
        {
            pages.MapGet(path, (PortalView view, string? flow, HttpContext context, ICatalyst catalyst) => ShowAsync(context, view, catalyst, path, type, flow))
                .RateLimitedAs(RateLimitedRoutes.Flows);
            pages.MapPost(path, (PortalView view, HttpContext context, BrowserFlows flows) => AnswerAsync(context, view, flows, path, type))
                .RateLimitedAs(RateLimitedRoutes.Flows);
        }

        pages.MapSignInLink();
        pages.MapPost("/sign-out", SignOutAsync);
    }

    /// <summary>The page of a flow.</summary>
    public static string PathOf(string page, FlowId flow, string? onward) =>
        $"{page}?flow={flow}{(onward is null ? string.Empty : $"&continue={Uri.EscapeDataString(onward)}")}";

    /// <summary>Begins anew, and says why.</summary>
    public static IResult Restart(HttpContext context, string page, string? onward)
    {
        context.RequestServices.GetRequiredService<Flashes>().Leave(context, new Flash { Path = page, Notice = $"error.{FlowErrorCodes.NotFound}" });
        return PortalPage.SeeOther(LocalPath.With(page, onward));
    }

    /// <summary>Goes to where a flow leads.</summary>
    public static IResult Go(PostedForm form, HttpContext context, FlowResponse flow, string page, string? onward)
    {
        if (flow.Step.Kind != FlowStepKinds.Done)
        {
            // A link may lead into a recovery, and signing in asks for no details unless it says why.
            var shown = page == "/sign-in" && flow.Step is { Kind: FlowStepKinds.Prompt, Reason: null, Prompts: null } ? "/recovery" : page;
            return PortalPage.SeeOther(PathOf(shown, flow.Id, onward));
        }

        if (flow.Joined is { } joined)
        {
            PendingInvitation.Forget(context);
            return form.Done($"/orgs/{joined.Org.Slug}", "portal.invitation.accepted");
        }

        return onward?.StartsWith(ForwardAuth, StringComparison.Ordinal) == true
            ? PortalPage.Of<OnwardPage>(context.Features.Get<PortalView>()!, ("Path", onward))
            : PortalPage.SeeOther(onward ?? "/");
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PortalView view, ICatalyst catalyst, string page, string type, string? flow)
    {
        var onward = LocalPath.Read(context.Request.Query["continue"]);
        if (view.Me is not null)
        {
            return Results.Redirect(onward ?? "/");
        }

        if (page == ByMail && !MailsSignIn(context))
        {
            return Results.Redirect(LocalPath.SignIn(onward));
        }

        if (flow is not null)
        {
            return FlowId.TryParse(flow, null, out var id)
                && (await BrowserFlows.ReadAsync(context, id, context.RequestAborted)).TryGet(out var current, out _)
                ? Page(view, context, page, current, onward)
                : Restart(context, page, onward);
        }

        // Begun here rather than with the first answer: only the flow knows what it asks first, and for which passkeys. Nothing else changes.
        BrowserFlows.Bind(context, BrowserCookies.BrowserSecret(context));
        var request = new StartFlowRequest(type, Onward(context, type, onward, new())) { Browser = true };
        return (await catalyst.Auth.StartFlowAsync(request, context.RequestAborted)).TryGet(out var begun, out var refusal)
            ? Page(view, context, page, begun, onward)
            : PortalPage.Of(view, refusal);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, PortalView view, BrowserFlows flows, string page, string type)
    {
        var form = await PostedForm.ReadAsync(context, view);
        var onward = LocalPath.Read(form["continue"]);
        if (view.Me is not null)
        {
            return PortalPage.SeeOther(onward ?? "/");
        }

        var input = new FlowInput();
        foreach (var field in Asked.Concat(form.Names.Where(FlowInput.IsOfPrompt)))
        {
            input[field] = form[field];
        }

        var (kind, answers) = (form.Text("kind"), input.ToAnswers());
        if (GoesWithout(kind, answers) && JoinPageEndpoints.OrgOf(onward) is not null)
        {
            // Its page would ask again.
            onward = null;
        }

        var isKnown = FlowId.TryParse(form["flow"], null, out var id);
        var request = new AnswerFlowRequest(kind, answers);
        FlowResponse? flow = null;
        Error? refusal = null;
        if (isKnown && (await flows.AnswerAsync(context, id, request, context.RequestAborted)).TryGet(out flow, out refusal))
        {
            Leave(context, page, form);
            return Go(form, context, flow, page, onward);
        }

        switch (refusal?.Code)
        {
            case null or FlowErrorCodes.NotFound when kind == FlowStepKinds.Identify || (kind == FlowStepKinds.Prompt && type != FlowTypes.SignIn):
                // The first page may have been open for long; what was typed there is enough to begin anew.
                var again = new StartFlowRequest(type, Onward(context, type, onward, answers));
                if (!(await flows.StartAsync(context, again, context.RequestAborted)).TryGet(out flow, out refusal))
                {
                    return form.Refused(LocalPath.With(page, onward), "flow", refusal);
                }

                Leave(context, page, form);
                return Go(form, context, flow, page, onward);
            case null or FlowErrorCodes.NotFound:
                return Restart(context, page, onward);
            case FlowErrorCodes.WrongStep or FlowErrorCodes.Answered:
                // Another tab, or a second click, was faster: here is where the flow stands.
                return PortalPage.SeeOther(PathOf(page, id, onward));
            default:
                return form.Refused(PathOf(page, id, onward), "flow", refusal);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, PortalView view, ICatalyst catalyst)
    {
        if (view.Me is not null && await catalyst.Auth.SignOutAsync(context.RequestAborted) is { IsSuccess: false } refused)
        {
            return PortalPage.Of(view, refused.Error);
        }

        BrowserCookies.Clear(context);
        context.Response.Headers["Clear-Site-Data"] = PortalPage.SiteData;
        var form = await PostedForm.ReadAsync(context, view);
        return LocalPath.Read(form["continue"]) is { } onward ? PortalPage.SeeOther(LocalPath.SignIn(onward)) : form.Done("/", "portal.signed-out");
    }

    private static IResult Page(PortalView view, HttpContext context, string page, FlowResponse flow, string? onward)
    {
        if (onward is not null && flow.Step.Kind == FlowStepKinds.EmailSent)
        {
            context.RequestServices.GetRequiredService<FlowDestination>().Keep(context, flow, onward);
        }

        var canRecover = context.RequestServices.GetRequiredService<IOptions<FlowOptions>>().Value.HasPasswords;
        return PortalPage.Of<FlowPage>(view, ("Flow", flow), ("Page", page), ("Onward", onward), ("CanRecover", canRecover), ("MailsSignIn", MailsSignIn(context)));
    }

    // Another provider asks for what it likes.
    private static bool MailsSignIn(HttpContext context) => context.RequestServices.GetRequiredService<MailQueue>().IsAvailable
        && !context.RequestServices.GetServices<IFlowProvider>().Any(provider => provider.Leads(FlowTypes.SignIn))
        && context.RequestServices.GetRequiredService<IOptions<FlowOptions>>().Value.Allows(FlowMethods.Email);

    // With the account, as who is invited may be all that sign-up is open to; and what an app asks for is asked for at once.
    private static FlowAnswers Onward(HttpContext context, string type, string? onward, FlowAnswers answers) => answers with
    {
        Invitation = type == FlowTypes.SignUp && onward == InvitationPageEndpoints.Open
            ? context.RequestServices.GetRequiredService<PendingInvitation>().Read(context)
            : null,
        App = AppLoginEndpoints.FindApp(context, onward),

        // A new account is made without it, and asked by its page: else a link to the sign-up would show who followed it to its members.
        Org = type == FlowTypes.SignIn ? JoinPageEndpoints.OrgOf(onward) ?? answers.Org : answers.Org,
    };

    // Without the organisation that the flow led to.
    private static bool GoesWithout(string kind, FlowAnswers answers) => kind switch
    {
        FlowStepKinds.Consent => answers.Action == FlowActions.Decline,
        FlowStepKinds.ChooseOrg => answers.Action != FlowActions.Restart,
        _ => false,
    };

    // What was typed is shown again beside what was wrong.
    private static void Leave(HttpContext context, string page, PostedForm form)
    {
        var values = Kept.Where(field => form[field] is not null).ToDictionary(field => field, field => form[field]!);
        if (values.Count > 0)
        {
            context.RequestServices.GetRequiredService<Flashes>().Leave(context, new Flash { Path = page, Form = "flow", Values = values });
        }
    }
}
