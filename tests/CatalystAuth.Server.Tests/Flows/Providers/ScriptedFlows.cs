using System.Text;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows.Providers;

/// <summary>
/// A second identity provider, for signing in: who it is, what it wants to know, a captcha, a mail that has a link alone, a source elsewhere, and then yes or
/// no. It knows a flow by the cookie that it keeps with it.
/// </summary>
public sealed class ScriptedFlows(ScriptedIdp idp, IEmailStore emails) : IFlowProvider
{
    public const string Link = "the-token-of-the-link";
    public const string Denial = "Your account was closed on Tuesday.";
    public const string Url = "https://idp.example.com/source/oauth/login/github/?next=%2F";

    private const string Locale = "attributes.settings.locale";

    /// <summary>The one call that puts it in the place of the built-in one.</summary>
    public static void AddTo(IServiceCollection services) => services.AddSingleton<ScriptedIdp>().AddScoped<IFlowProvider, ScriptedFlows>();

    public bool Leads(string type) => type == FlowTypes.SignIn;

    public async Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        var begun = Keep(state, idp.Begin());
        return answers.Identifier is null
            ? FlowProgress.Ask(begun, StepOf(0, begun, answers))
            : await AnswerAsync(begun, answers, cancellationToken);
    }

    public async Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
    {
        if (state.Step is { Kind: FlowStepKinds.Denied, Errors: { } errors })
        {
            return FlowProgress.Ask(state, state.Step, [.. errors]);
        }

        if (answers.Action == FlowActions.Restart || state.ProviderState is null)
        {
            return await BeginAsync(state.Anew(), new(), cancellationToken);
        }

        var cookie = Encoding.UTF8.GetString(state.ProviderState);
        if (idp.StageOf(cookie) is not { } stage)
        {
            return FlowProgress.Ask(state, new(FlowStepKinds.Denied), new FlowError(FlowErrorCodes.Refused, "There is no such session."));
        }

        state = stage == 0 ? state with { Identifier = answers.Identifier } : state;
        var wrong = WhyNot(stage, answers);
        state = Keep(state, idp.Post(cookie, wrong is null));
        return wrong is not null ? FlowProgress.Ask(state, StepOf(stage, state, answers), wrong)
            : stage < 4 ? FlowProgress.Ask(state, StepOf(stage + 1, state, new()))
            : await EndAsync(state, cancellationToken);
    }

    public Task<FlowProgress?> AskSecondFactorAsync(FlowState state, CancellationToken cancellationToken) => Task.FromResult<FlowProgress?>(null);

    public Task<FlowProgress?> AskMissingFactorAsync(FlowState state, CancellationToken cancellationToken) => Task.FromResult<FlowProgress?>(null);

    private static FlowState Keep(FlowState state, string cookie) => state with
    {
        ProviderState = Encoding.UTF8.GetBytes(state.Identifier?.StartsWith("large", StringComparison.Ordinal) == true ? cookie + new string(' ', FlowState.MaxProviderState) : cookie),
    };

    private static FlowError? WhyNot(int stage, FlowAnswers answers) => stage switch
    {
        0 => answers.Identifier is null ? new(FlowErrorCodes.InvalidAnswer, "Who?", "identifier") : null,
        1 => answers.Values?.GetValueOrDefault(Locale) is "en" or "de" ? null : new(FlowErrorCodes.Refused, "Choose one of the languages.", $"values.{Locale}"),
        2 => answers.Values?.GetValueOrDefault("token") == "solved" ? null : new(FlowErrorCodes.Refused, "The captcha was not solved."),
        3 => answers.Link == Link ? null : new(FlowErrorCodes.InvalidCode, "Open the link of the mail.", "link"),
        _ => answers.Action == FlowActions.Continue ? null : new(FlowErrorCodes.InvalidAnswer, "Come back first.", "action"),
    };

    private static FlowStep StepOf(int stage, FlowState state, FlowAnswers typed) => stage switch
    {
        0 => new(FlowStepKinds.Identify) { Fields = ["identifier"] },
        1 => new(FlowStepKinds.Prompt)
        {
            Identifier = state.Identifier,
            Actions = [FlowActions.Restart],
            Prompts =
            [
                new(Locale, FlowPromptTypes.Select, "Language")
                {
                    Required = true, Value = typed.Values?.GetValueOrDefault(Locale), Choices = [new("en", "English"), new("de", "Deutsch")],
                },
                new("attributes.nick name", FlowPromptTypes.Text, "Nick name") { Placeholder = "ada", Value = typed.Values?.GetValueOrDefault("attributes.nick name") },
                new("news", FlowPromptTypes.Checkbox, "Send me news") { Help = "Once a month." },
                new("note", FlowPromptTypes.Static, "Note") { Value = "<b>Your data</b> stays here." },
            ],
        },
        2 => new(FlowStepKinds.Prompt)
        {
            Identifier = state.Identifier,
            Prompts = [new("site_key", FlowPromptTypes.Hidden, "site_key") { Value = "0x4AAA" }, new("token", FlowPromptTypes.Text, "Captcha") { Required = true }],
        },
        3 => new(FlowStepKinds.EmailSent) { Fields = ["link"], Method = FlowMethods.Email, Identifier = state.Identifier, Actions = [FlowActions.Resend, FlowActions.Restart] },
        _ => Elsewhere(state.Identifier!) with { Identifier = state.Identifier, Actions = [FlowActions.Continue] },
    };

    private static FlowStep Elsewhere(string identifier) => identifier.Split('-')[0] switch
    {
        "unsafe" => new(FlowStepKinds.Redirect) { Url = "http://idp.example.com/" },
        "script" => new(FlowStepKinds.Redirect) { Url = "javascript:alert(1)" },
        "host" => new(FlowStepKinds.Redirect) { Url = "//idp.example.com/" },
        "nowhere" => new(FlowStepKinds.Redirect),
        "twice" => new(FlowStepKinds.Redirect) { Url = Url, Prompts = [new("one", FlowPromptTypes.Text, "One"), new("one", FlowPromptTypes.Text, "One")] },
        "form" => new(FlowStepKinds.Redirect) { Form = new("https://idp.example.com/saml", new Dictionary<string, string> { ["SAMLResponse"] = "PHNhbWw+" }) },
        _ => new(FlowStepKinds.Redirect) { Url = Url },
    };

    private async Task<Result<FlowProgress>> EndAsync(FlowState state, CancellationToken cancellationToken) =>
        state.Identifier!.StartsWith("denied", StringComparison.Ordinal)
            || await emails.FindClaimAsync(EmailAddress.KeyOf(state.Identifier), cancellationToken) is not { } owner
            ? FlowProgress.Ask(state, new(FlowStepKinds.Denied), new FlowError(FlowErrorCodes.Refused, Denial))
            : new FlowProgress(state with { User = owner.UserId, Amr = ["pwd"] }, IsProven: true);
}
