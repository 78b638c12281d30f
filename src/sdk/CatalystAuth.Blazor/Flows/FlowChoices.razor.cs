using System.Text.Json;
using CatalystAuth.Contracts.Flows;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Flows;

/// <summary>The buttons of a step that answer it in another way: passkeys, organisations, other methods, actions.</summary>
public partial class FlowChoices : CatalystComponent
{
    /// <summary>The step.</summary>
    [Parameter, EditorRequired]
    public required FlowView View { get; set; }

    // A way of its own is chosen by the step's own button.
    private IEnumerable<string> Methods => (View.Step.Methods ?? []).Where(method => method != View.Step.Method
        && !(method == FlowMethods.Passkey && View.Step.Passkey is not null));

    private IEnumerable<string> Actions => (View.Step.Actions ?? []).Where(action =>
        !(action == FlowActions.Restart && View.Step.Kind == FlowStepKinds.Password));

    private bool Makes => View.Step.Kind == FlowStepKinds.PasskeySetup;

    // In steps that are about nothing else it is what the eye should find first.
    private bool IsMain => View.Fields.Count == 0;

    private string PasskeyText => Texts[Makes ? "passkey.create" : "passkey.use"];

    private static string Text(JsonElement options) => options.GetRawText();
}
