using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>A step as slots see it: what to show, what was wrong, and how to answer.</summary>
public sealed class FlowView
{
    private static readonly string[] Known =
    [
        FlowStepKinds.Identify, FlowStepKinds.Password, FlowStepKinds.Prompt, FlowStepKinds.EmailSent, FlowStepKinds.Mfa, FlowStepKinds.Passkey, FlowStepKinds.TotpSetup,
        FlowStepKinds.RecoveryCodes, FlowStepKinds.PasskeySetup, FlowStepKinds.ChooseOrg, FlowStepKinds.Consent, FlowStepKinds.Redirect, FlowStepKinds.Denied, FlowStepKinds.Done,
    ];

    private readonly CatalystTexts _texts;
    private readonly FlowInput _input;
    private readonly Func<Task> _submit;

    internal FlowView(string purpose, FlowStep step, FlowInput input, CatalystTexts texts, bool isBusy, Func<Task> submit)
    {
        (Purpose, Step, _input, _texts, IsBusy, _submit) = (purpose, step, input, texts, isBusy, submit);
        Fields = FlowField.Of(step);
    }

    /// <summary>What the flow is for, e.g. <c>sign-in</c>.</summary>
    public string Purpose { get; }

    /// <summary>The active step.</summary>
    public FlowStep Step { get; }

    /// <summary>Its fields.</summary>
    public IReadOnlyList<FlowField> Fields { get; }

    /// <summary>What an identity provider asks for beside them.</summary>
    public IReadOnlyList<FlowPrompt> Prompts => IsKnown ? Step.Prompts ?? [] : [];

    /// <summary>Whether the step is of a kind that these components know; of another one they show nothing and guess nothing.</summary>
    public bool IsKnown => Known.Contains(Step.Kind, StringComparer.Ordinal);

    /// <summary>Whether an answer is on its way.</summary>
    public bool IsBusy { get; }

    /// <summary>The value of <c>data-state</c>: <c>busy</c>, <c>error</c> or <c>idle</c>.</summary>
    public string State => IsBusy ? "busy" : Step.Errors is { Count: > 0 } ? "error" : "idle";

    /// <summary>The heading.</summary>
    public string Title => Find("title") ?? (IsKnown ? string.Empty : _texts["step.unknown.title"]);

    /// <summary>What to do, in a sentence; null where fields say it.</summary>
    public string? Lead => (IsByLink ? Find("link.lead") : Find("lead") ?? (IsKnown ? null : _texts["step.unknown.lead"])) is { Length: > 0 } lead
        ? lead.Replace("{0}", Step.Identifier ?? _texts["step.your-address"], StringComparison.Ordinal)
        : null;

    /// <summary>The words of the button that answers.</summary>
    public string SubmitText => Find("submit") ?? _texts["step.submit"];

    /// <summary>Whether the step is answered with a button of its own rather than from fields.</summary>
    public bool HasSubmit => Fields.Count > 0 || Prompts.Any(prompt => prompt.Type != FlowPromptTypes.Static)
        || (Prompts.Count > 0 && Step.Actions?.Contains(FlowActions.Continue) != true);

    /// <summary>Errors that are about no shown field.</summary>
    public IReadOnlyList<string> Errors =>
        [.. (Step.Errors ?? []).Where(error => !Fields.Any(shown => shown.Name == error.Field) && !Prompts.Any(prompt => IsOf(error, prompt))).Select(Tell).Distinct()];

    /// <summary>The label of a field.</summary>
    public string LabelOf(FlowField field) => _texts.Find($"field.{Step.Kind}.{field.Name}", $"field.{field.Name}") ?? field.Name;

    /// <summary>A hint for a field; null for none.</summary>
    public string? HintOf(FlowField field) => field.IsNewPassword && Step.MinimumPasswordLength is { } least
        ? _texts.Format("hint.password.length", least)
        : _texts.Find($"hint.{Step.Kind}.{field.Name}", field.IsNewPassword ? "hint.new-password" : $"hint.{field.Name}");

    /// <summary>What was wrong with a field; null for nothing.</summary>
    public string? ErrorOf(FlowField field) =>
        (Step.Errors ?? []).Where(error => error.Field == field.Name).Select(Tell).FirstOrDefault();

    /// <summary>What was wrong with an answer to a prompt; null for nothing.</summary>
    public string? ErrorOf(FlowPrompt prompt) => (Step.Errors ?? []).Where(error => IsOf(error, prompt)).Select(Tell).FirstOrDefault();

    /// <summary>Whether the cursor is put into a prompt's control, as there are no fields.</summary>
    public bool IsFirst(FlowPrompt prompt) =>
        Fields.Count == 0 && ReferenceEquals(prompt, Prompts.FirstOrDefault(one => ErrorOf(one) is not null) ?? Prompts.FirstOrDefault(one => one.Type is not (FlowPromptTypes.Static or FlowPromptTypes.Hidden)));

    /// <summary>The field that the cursor is put into: the first that was wrong, else the first.</summary>
    public bool IsFirst(FlowField field) => ReferenceEquals(field, Fields.FirstOrDefault(one => ErrorOf(one) is not null) ?? Fields[0]);

    /// <summary>What a field holds; never a password.</summary>
    public string? this[FlowField field] => field.IsSecret ? null : _input[field.Name];

    /// <summary>What a prompt's control holds; never a password.</summary>
    public string? this[FlowPrompt prompt] => prompt.Type == FlowPromptTypes.Password ? null : _input[FlowInput.NameOf(prompt)];

    /// <summary>Takes what was typed, where events reach the component.</summary>
    public void Set(string field, object? value) => _input[field] = value switch
    {
        bool isOn => isOn ? "on" : null,
        _ => value?.ToString(),
    };

    /// <summary>Answers the step with what was typed, where events reach the component.</summary>
    public Task SubmitAsync() => _submit();

    // The mail has a link, and no code that could be typed.
    private bool IsByLink => Step.Kind == FlowStepKinds.EmailSent && Fields.Count == 0;

    private static bool IsOf(FlowError error, FlowPrompt prompt) => prompt.Type is not (FlowPromptTypes.Static or FlowPromptTypes.Hidden) && error.Field == FlowInput.NameOf(prompt);

    // Why it is asked for says more than what for.
    private string? Find(string what) => _texts.Find(
        Step.Reason is null ? $"{Purpose}.{Step.Kind}.{what}" : $"step.{Step.Reason}.{what}", $"{Purpose}.{Step.Kind}.{what}",
        $"step.{Step.Kind}.{Step.Method}.{what}", $"step.{Step.Kind}.{what}");

    private string Tell(FlowError error) => _texts.OfError(error.Code, error.Field, error.Message);
}
