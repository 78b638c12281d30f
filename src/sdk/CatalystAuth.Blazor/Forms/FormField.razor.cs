using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Forms;

/// <summary>A labelled input with hint and error, which a screen reader reads with it.</summary>
public partial class FormField : CatalystComponent
{
    /// <summary>The name that is posted.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The label.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The type of the input; <c>textarea</c> for several lines.</summary>
    [Parameter]
    public string Type { get; set; } = "text";

    /// <summary>What it holds.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Called with what was typed, where events reach the component.</summary>
    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>A hint.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What was wrong with it.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Tells this form's field from another's of the same name.</summary>
    [Parameter]
    public string Prefix { get; set; } = "field";

    /// <summary>A control in place of the input; it gets the attributes that belong on it.</summary>
    [Parameter]
    public RenderFragment<IReadOnlyDictionary<string, object>>? ChildContent { get; set; }

    private string Id => $"{Prefix}-{Name}";

    private Dictionary<string, object> ControlAttributes
    {
        get
        {
            var control = new Dictionary<string, object>(StringComparer.Ordinal) { ["id"] = Id, ["name"] = Name };
            var descriptions = string.Join(' ', new[] { Error is null ? null : $"{Id}-error", Hint is null ? null : $"{Id}-hint" }.OfType<string>());
            if (descriptions.Length > 0)
            {
                control["aria-describedby"] = descriptions;
            }

            if (Error is not null)
            {
                control["aria-invalid"] = "true";
            }

            foreach (var (name, value) in Attributes ?? new Dictionary<string, object>())
            {
                control[name] = value;
            }

            return control;
        }
    }

    private Task ChangeAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(change.Value?.ToString());
}
