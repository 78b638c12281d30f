using CatalystAuth.Contracts.Flows;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Flows;

/// <summary>
/// Shows the step of a flow by its kind, as a form: posted to <see cref="Action"/> where the page is static, answered by
/// <see cref="OnAnswer"/> where it is interactive. Of a kind that it does not know it says that it is too old.
/// </summary>
public partial class FlowRenderer : CatalystComponent
{
    private FlowInput _input = new();
    private FlowStep? _shown;

    /// <summary>The active step.</summary>
    [Parameter, EditorRequired]
    public required FlowStep Step { get; set; }

    /// <summary>What the flow is for, e.g. <c>sign-in</c>: chooses the words.</summary>
    [Parameter]
    public string Purpose { get; set; } = "step";

    /// <summary>Where the form is posted to.</summary>
    [Parameter]
    public string? Action { get; set; }

    /// <summary>More that is posted with it, such as the flow's id.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Hidden { get; set; }

    /// <summary>What was typed before, by field; passwords are not shown again.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Values { get; set; }

    /// <summary>Whether an answer is on its way.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Where who has lost their password goes; null to offer nothing.</summary>
    [Parameter]
    public string? RecoveryHref { get; set; }

    /// <summary>Where one begins anew; null to offer nothing.</summary>
    [Parameter]
    public string? RestartHref { get; set; }

    /// <summary>Takes the answers, where the page is interactive.</summary>
    [Parameter]
    public EventCallback<FlowAnswers> OnAnswer { get; set; }

    /// <summary>The heading.</summary>
    [Parameter]
    public RenderFragment<FlowView>? Heading { get; set; }

    /// <summary>A field, in place of label, input, hint and error.</summary>
    [Parameter]
    public RenderFragment<(FlowView View, FlowField Field)>? Field { get; set; }

    /// <summary>Everything inside the form.</summary>
    [Parameter]
    public RenderFragment<FlowView>? ChildContent { get; set; }

    /// <summary>Below the form.</summary>
    [Parameter]
    public RenderFragment<FlowView>? Footer { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_shown, Step))
        {
            // What was typed stays for the step that comes back with errors; passwords and codes do not.
            var before = _shown?.Kind == Step.Kind ? _input : new();
            _input = new() { ["identifier"] = before["identifier"] ?? Step.Identifier, ["email"] = before["email"], ["name"] = before["name"] };
            foreach (var prompt in (Step.Prompts ?? []).Where(prompt => prompt.Type is not (FlowPromptTypes.Static or FlowPromptTypes.Password)))
            {
                var name = FlowInput.NameOf(prompt);
                _input[name] = (Step.Errors is null || prompt.Type == FlowPromptTypes.Hidden ? null : before[name]) ?? prompt.Value;
            }

            foreach (var (field, value) in Values ?? new Dictionary<string, string>())
            {
                _input[field] = value;
            }

            _shown = Step;
        }
    }

    private FlowView View => new(Purpose, Step, _input, Texts, IsBusy, SubmitAsync);

    private async Task SubmitAsync()
    {
        var answers = _input.ToAnswers();
        (_input["action"], _input["method"], _input["passkey"]) = (null, null, null);
        await OnAnswer.InvokeAsync(answers);
    }

    private bool Offers(string action) => Step.Actions?.Contains(action, StringComparer.Ordinal) == true;

    private static string? DescriptionsOf(FlowView view, FlowField field) => (view.HintOf(field), view.ErrorOf(field)) switch
    {
        (null, null) => null,
        (_, null) => HintId(field),
        (null, _) => ErrorId(field),
        _ => $"{ErrorId(field)} {HintId(field)}",
    };

    private static string IdOf(FlowField field) => $"catalyst-{field.Name}";

    private static string ErrorId(FlowField field) => $"catalyst-{field.Name}-error";

    private static string HintId(FlowField field) => $"catalyst-{field.Name}-hint";
}
