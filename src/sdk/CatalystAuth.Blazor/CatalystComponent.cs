using CatalystAuth.Blazor.Texts;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor;

/// <summary>What all components have: texts of the reader's language, and attributes for their outermost element.</summary>
public abstract class CatalystComponent : ComponentBase
{
    /// <summary>The texts; those that are cascaded, else English ones.</summary>
    [CascadingParameter]
    public CatalystTexts Texts { get; set; } = CatalystTexts.English;

    /// <summary>Attributes for the outermost element, such as <c>class</c>; they win over the component's own.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>Whether events reach the component; else its forms are posted.</summary>
    protected bool IsInteractive => RendererInfo.IsInteractive;
}
