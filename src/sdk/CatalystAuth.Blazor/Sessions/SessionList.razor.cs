using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Blazor.Sessions;

/// <summary>Where the user is signed in, with a button for each that ends it. The one of this device has none: it is signed out instead.</summary>
public partial class SessionList : CatalystComponent
{
    private Error? _refusal;

    /// <summary>The services, one of which is the API where it is needed.</summary>
    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <summary>The sessions.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Session> Sessions { get; set; }

    /// <summary>Called with those that are left after one was ended.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<Session>> SessionsChanged { get; set; }

    /// <summary>Where the form that ends one is posted to, with <c>session</c>.</summary>
    [Parameter]
    public string? Action { get; set; }

    /// <summary>The time now.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; } = TimeProvider.System.GetUtcNow();

    /// <summary>A session, in place of the whole row.</summary>
    [Parameter]
    public RenderFragment<Session>? Item { get; set; }

    /// <summary>What a device is called, from what it says of itself.</summary>
    public static string NameOf(Session session, CatalystTexts texts) => NameOf(session.Device, texts);

    /// <summary>What a device is called, from what it says of itself.</summary>
    public static string NameOf(SessionDevice? device, CatalystTexts texts) => device switch
    {
        { Browser: { } browser, Os: { } os } => texts.Format("session.on", browser, os),
        { Browser: { } browser } => browser,
        { Os: { } os } => os,
        _ => texts["session.unknown"],
    };

    private async Task RevokeAsync(Session session)
    {
        var ended = await Services.GetRequiredService<ICatalyst>().Me.RevokeSessionAsync(session.Id);
        _refusal = ended.IsSuccess ? null : ended.Error;
        if (ended.IsSuccess)
        {
            Sessions = [.. Sessions.Where(other => other.Id != session.Id)];
            await SessionsChanged.InvokeAsync(Sessions);
        }
    }
}
