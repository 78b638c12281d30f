using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CatalystAuth.Blazor.Gates;

/// <summary>
/// Shows its content to who may see it. It hides and does not protect: what the content calls is checked where it is answered. The same policies as of
/// <c>[Authorize(Policy = …)]</c> decide.
/// </summary>
public partial class Gate : ComponentBase
{
    /// <summary>The policy that has to hold; null to ask for who is signed in only.</summary>
    [Parameter]
    public string? Policy { get; set; }

    /// <summary>Roles, separated by commas, one of which is needed.</summary>
    [Parameter]
    public string? Roles { get; set; }

    /// <summary>What the policy is asked about.</summary>
    [Parameter]
    public object? Resource { get; set; }

    /// <summary>What is shown to who may see it.</summary>
    [Parameter]
    public RenderFragment<AuthenticationState>? ChildContent { get; set; }

    /// <summary>What is shown to others; it hears why.</summary>
    [Parameter]
    public RenderFragment<GateReason>? Fallback { get; set; }

    /// <summary>What is shown until it is known.</summary>
    [Parameter]
    public RenderFragment? Pending { get; set; }

    private static GateReason ReasonOf(AuthenticationState state) =>
        state.User.Identity is { IsAuthenticated: true } ? GateReason.Forbidden : GateReason.SignedOut;
}

/// <summary>Why a gate is closed.</summary>
public enum GateReason
{
    /// <summary>Nobody is signed in.</summary>
    SignedOut,

    /// <summary>Who is signed in does not meet the policy.</summary>
    Forbidden,
}
