using CatalystAuth.Blazor.Forms;
using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Flows;
using CatalystAuth.Server.Portal.Forms;
using CatalystAuth.Server.Portal.Links;
using CatalystAuth.Server.Portal.Start;
using CatalystAuth.Server.RateLimits;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Portal.Setup;

/// <summary>The first admin. The token is in the fragment of the link, which no browser sends, so a script moves it into the form, or its reader pastes it.</summary>
internal static class SetupPageEndpoints
{
    public static void MapSetupPage(this RouteGroupBuilder pages)
    {
        pages.MapGet("/setup", async (PortalView view, IUserStore users, SetupStatus setup, IOptions<FlowOptions> flows, CancellationToken ct) =>
            PortalPage.Of<SetupPage>(view, ("IsDone", await setup.IsDoneAsync(users, ct)), ("HasPasswords", flows.Value.HasPasswords)));
        pages.MapPost("/setup", CompleteAsync).RateLimitedAs(RateLimitedRoutes.Flows);
    }

    private static async Task<IResult> CompleteAsync(HttpContext context, PortalView view, ICatalyst catalyst, IOptions<FlowOptions> flows)
    {
        var form = await PostedForm.ReadAsync(context, view);
        BrowserFlows.Bind(context, secret: null);
        var request = new SetupRequest(PastedLinks.TokenOf(form) ?? string.Empty, form.Text("email"), form["password"] ?? string.Empty, form.Text("name"));
        var completed = request.Token.Length == 0 ? PastedLinks.Missing : await catalyst.Setup.CompleteAsync(request, context.RequestAborted);
        if (!completed.TryGet(out var made, out var refusal))
        {
            // The token goes back into the form: it is in no address any more.
            return PortalPage.Of<SetupPage>(
                view with { Flash = new Flash { Form = "setup", Errors = ErrorsOf(refusal, view.Texts, request) } },
                StatusCodes.Status422UnprocessableEntity,
                ("HasPasswords", flows.Value.HasPasswords), ("Token", request.Token.Length == 0 ? null : request.Token), ("Email", request.Email), ("Name", request.Name));
        }

        return made.Session is null ? form.Done("/sign-in", "portal.setup.sign-in") : form.Done("/", "portal.setup.done");
    }

    // The code of several is that of the first, and only a password has others than what is missing.
    private static IReadOnlyDictionary<string, string> ErrorsOf(Error refusal, CatalystTexts texts, SetupRequest request) => refusal.Fields.Count == 0
        ? FormErrors.Of(refusal, texts).Messages
        : refusal.Fields.ToDictionary(field => field.Key, field =>
            field.Key != "password" || request.Password.Length == 0 ? texts.OfError(FlowErrorCodes.InvalidAnswer, field.Key, field.Value[0])
            : refusal.Code != FlowErrorCodes.InvalidAnswer ? texts.OfError(refusal.Code, field.Value[0])
            : texts["error.setup.password"]);
}
