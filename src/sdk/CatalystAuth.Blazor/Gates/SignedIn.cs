using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;

namespace CatalystAuth.Blazor.Gates;

/// <summary>Shows its content to who is signed in.</summary>
public sealed class SignedIn : ComponentBase
{
    /// <summary>The content; it gets who that is.</summary>
    [Parameter]
    public RenderFragment<AuthenticationState>? ChildContent { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Gate>(0);
        builder.AddComponentParameter(1, nameof(Gate.ChildContent), ChildContent);
        builder.CloseComponent();
    }
}

/// <summary>Shows its content to who is not signed in.</summary>
public sealed class SignedOut : ComponentBase
{
    /// <summary>The content.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Gate>(0);
        builder.AddComponentParameter(1, nameof(Gate.Fallback), (RenderFragment<GateReason>)(_ => ChildContent ?? (static _ => { })));
        builder.CloseComponent();
    }
}
