using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Blazor.Keys;

/// <summary>API keys, with a button for each that revokes it.</summary>
public partial class KeyList : CatalystComponent
{
    private Error? _refusal;

    /// <summary>The services, one of which is the API where it is needed.</summary>
    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <summary>The keys.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ApiKey> Keys { get; set; }

    /// <summary>Called with those that are left after one was revoked.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<ApiKey>> KeysChanged { get; set; }

    /// <summary>Where the form that revokes one is posted to, with <c>key</c>.</summary>
    [Parameter]
    public string? Action { get; set; }

    /// <summary>Whether they can be revoked here.</summary>
    [Parameter]
    public bool CanRevoke { get; set; } = true;

    /// <summary>The time now.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; } = TimeProvider.System.GetUtcNow();

    /// <summary>A key, in place of the whole row.</summary>
    [Parameter]
    public RenderFragment<ApiKey>? Item { get; set; }

    /// <summary>What is shown when there is none.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    private async Task RevokeAsync(ApiKey key)
    {
        var revoked = await Services.GetRequiredService<ICatalyst>().Keys.RevokeAsync(key.Id);
        _refusal = revoked.IsSuccess ? null : revoked.Error;
        if (revoked.IsSuccess)
        {
            Keys = [.. Keys.Where(other => other.Id != key.Id)];
            await KeysChanged.InvokeAsync(Keys);
        }
    }
}
