using CatalystAuth.Contracts.Flows;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Flows;

/// <summary>What an identity provider asks for in a step: a label and a control each, all of it as text.</summary>
public partial class FlowPrompts : CatalystComponent
{
    /// <summary>The step.</summary>
    [Parameter, EditorRequired]
    public required FlowView View { get; set; }

    private bool IsChosen(FlowPrompt prompt) => prompt.Choices?.Any(choice => choice.Value == View[prompt]) == true;

    // Of several controls, or of none: a label element can name neither.
    private static bool IsGroup(FlowPrompt prompt) => prompt.Type is FlowPromptTypes.Radio or FlowPromptTypes.Static;

    // One that is not known is a line of text.
    private static string InputType(FlowPrompt prompt) => prompt.Type switch
    {
        FlowPromptTypes.Email or FlowPromptTypes.Password or FlowPromptTypes.Number or FlowPromptTypes.Date => prompt.Type,
        FlowPromptTypes.DateTime => "datetime-local",
        _ => "text",
    };

    private static string Autocomplete(FlowPrompt prompt) => (prompt.Type, prompt.Key) switch
    {
        (FlowPromptTypes.Email, _) => "email",
        (FlowPromptTypes.Username, _) => "username",

        // Who has a password gives it in a step of its own; what is asked for here is a new one.
        (FlowPromptTypes.Password, _) => "new-password",
        (FlowPromptTypes.Text, "name") => "name",
        _ => "off",
    };

    private static string? DescriptionsOf(FlowPrompt prompt, string id, string? wrong) => (prompt.Help, wrong) switch
    {
        (null, null) => null,
        (_, null) => $"{id}-hint",
        (null, _) => $"{id}-error",
        _ => $"{id}-error {id}-hint",
    };
}
