using CatalystAuth.Blazor.Forms;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Blazor.Users;

/// <summary>The signed-in user's profile. Posted to <see cref="Action"/> on a static page, saved through <see cref="ICatalyst"/> on an interactive one.</summary>
public partial class UserProfileForm : CatalystComponent
{
    private ProfileInput? _input;
    private FormErrors _errors = FormErrors.None;
    private string _state = "idle";

    /// <summary>The services, one of which is the API where it is needed.</summary>
    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <summary>The profile as it is.</summary>
    [Parameter, EditorRequired]
    public required Profile Profile { get; set; }

    /// <summary>Where the form is posted to.</summary>
    [Parameter]
    public string? Action { get; set; }

    /// <summary>What was typed before; the profile when it is null.</summary>
    [Parameter]
    public ProfileInput? Input { get; set; }

    /// <summary>What was wrong with it.</summary>
    [Parameter]
    public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>The time zones to choose from (IANA); none for a field to type into.</summary>
    [Parameter]
    public IReadOnlyList<string> TimeZones { get; set; } = [];

    /// <summary>The languages to choose from: BCP 47 and a name.</summary>
    [Parameter]
    public IReadOnlyList<KeyValuePair<string, string>> Locales { get; set; } = [new("en", "English"), new("de", "Deutsch")];

    /// <summary>Called with the profile that was saved.</summary>
    [Parameter]
    public EventCallback<Profile> OnSaved { get; set; }

    /// <summary>More fields.</summary>
    [Parameter]
    public RenderFragment<ProfileInput>? ChildContent { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _input ??= Input ?? new ProfileInput(Profile);
        if (Errors.Any)
        {
            (_errors, _state) = (Errors, "error");
        }
    }

    private async Task SaveAsync()
    {
        _state = "busy";
        var saved = await Services.GetRequiredService<ICatalyst>().Me.SetProfileAsync(_input!.ToRequest(Profile), Profile.Version);
        if (saved.TryGet(out var profile, out var refusal))
        {
            (Profile, _errors, _state) = (profile, FormErrors.None, "saved");
            await OnSaved.InvokeAsync(profile);
        }
        else
        {
            (_errors, _state) = (FormErrors.Of(refusal, Texts, [.. ProfileInput.Fields, "links"]), "error");
        }
    }
}
