using CatalystAuth.Contracts.Users;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Orgs;

/// <summary>
/// Chooses an organisation. It is a disclosure with links, which needs no script; where events reach it, <see cref="ValueChanged"/> is called instead.
/// </summary>
public partial class OrgSwitcher : CatalystComponent
{
    /// <summary>The organisations of the user.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<MyOrg> Orgs { get; set; }

    /// <summary>The slug of the one that is chosen; null for none.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Called with the slug of the one that was chosen.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Where the page of one is.</summary>
    [Parameter]
    public Func<MyOrg, string> Href { get; set; } = org => $"/orgs/{org.Slug}";

    /// <summary>Where all are listed, or one is made; null to offer nothing.</summary>
    [Parameter]
    public string? AllHref { get; set; }

    /// <summary>What opens it.</summary>
    [Parameter]
    public RenderFragment<MyOrg?>? Trigger { get; set; }

    /// <summary>One organisation.</summary>
    [Parameter]
    public RenderFragment<MyOrg>? Item { get; set; }

    private MyOrg? Chosen => Orgs.FirstOrDefault(org => org.Slug == Value);

    private bool IsHandled => IsInteractive && ValueChanged.HasDelegate;

    private Task ChooseAsync(MyOrg org) => IsHandled ? ValueChanged.InvokeAsync(org.Slug) : Task.CompletedTask;
}
