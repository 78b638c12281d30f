using System.Text;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Flows;

/// <summary>What a step shows beside its fields: whom one signs in as, an organisation to join, an authenticator to set up, recovery codes.</summary>
public partial class FlowShown : CatalystComponent
{
    /// <summary>The step.</summary>
    [Parameter, EditorRequired]
    public required FlowView View { get; set; }

    // As an image, so that what it holds can't do anything in the page.
    private static string ImageOf(string svg) => $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";

    // In groups of four, as people read them aloud.
    private static string Grouped(string secret) => string.Join(' ', secret.Chunk(4).Select(group => new string(group)));
}
