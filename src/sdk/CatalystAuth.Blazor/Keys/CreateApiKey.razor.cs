using CatalystAuth.Blazor.Forms;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Blazor.Keys;

/// <summary>Issues a key of an organisation and shows it, once.</summary>
public partial class CreateApiKey : CatalystComponent
{
    private static readonly int[] Days = [7, 30, 90, 365];

    private FormErrors _errors = FormErrors.None;
    private IssuedKey? _issued;
    private string _name = string.Empty;
    private string _life = "90";
    private HashSet<string> _scopes = [];
    private bool _isBusy;

    /// <summary>The services, one of which is the API where it is needed.</summary>
    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <summary>The organisation that the key is for.</summary>
    [Parameter]
    public OrgId Org { get; set; }

    /// <summary>The scopes to choose from.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> ScopeOptions { get; set; }

    /// <summary>Where the form is posted to.</summary>
    [Parameter]
    public string? Action { get; set; }

    /// <summary>More that is posted with it.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Hidden { get; set; }

    /// <summary>What was typed before: the name.</summary>
    [Parameter]
    public string? InitialName { get; set; }

    /// <summary>What was chosen before.</summary>
    [Parameter]
    public IReadOnlyCollection<string> InitialScopes { get; set; } = [];

    /// <summary>What was wrong with it.</summary>
    [Parameter]
    public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>The key that was just issued, where a form was posted; shown in place of the form.</summary>
    [Parameter]
    public string? IssuedSecret { get; set; }

    /// <summary>Where one goes after the key was copied.</summary>
    [Parameter]
    public string? DoneHref { get; set; }

    /// <summary>Called once, with the key that was issued.</summary>
    [Parameter]
    public EventCallback<IssuedKey> OnCreated { get; set; }

    /// <summary>The key, in place of the default.</summary>
    [Parameter]
    public RenderFragment<string>? Reveal { get; set; }

    private string? Secret => _issued?.Key ?? IssuedSecret;

    /// <inheritdoc />
    protected override void OnInitialized() => (_name, _scopes, _errors) = (InitialName ?? string.Empty, [.. InitialScopes], Errors);

    private async Task CreateAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        var issued = await Services.GetRequiredService<ICatalyst>().Keys.IssueAsync(Org, RequestOf(_name, _scopes, _life));
        _isBusy = false;
        if (issued.TryGet(out var key, out var refusal))
        {
            _issued = key;
            await OnCreated.InvokeAsync(key);
        }
        else
        {
            _errors = FormErrors.Of(refusal, Texts, "name", "scopes");
        }
    }

    private static string ResourceOf(string scope) => scope.Split(':')[0];

    private static string ActionOf(string scope) => scope[(scope.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private void Choose(string scope, object? isOn) => _ = isOn is true ? _scopes.Add(scope) : _scopes.Remove(scope);

    /// <summary>The request of a form: its name, scopes, and days of life (none for ever).</summary>
    public static IssueKeyRequest RequestOf(string name, IEnumerable<string> scopes, string? days) => new(
        name.Trim(), [.. scopes], ExpiresIn: int.TryParse(days, out var count) && Days.Contains(count) ? count * 86_400L : null);
}
