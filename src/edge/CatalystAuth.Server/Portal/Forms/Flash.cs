using CatalystAuth.Blazor.Forms;

namespace CatalystAuth.Server.Portal.Forms;

/// <summary>What a form leaves for the page that follows: a sentence, or what was typed and what was wrong with it.</summary>
public sealed record Flash
{
    /// <summary>Nothing.</summary>
    public static Flash None { get; } = new();

    /// <summary>The page that it is for.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Which form of the page it is of; null for the page.</summary>
    public string? Form { get; init; }

    /// <summary>The section of the page that its reader is led to, and reads it in; null for the top.</summary>
    public string? Section { get; init; }

    /// <summary>The key of a text that says what was done.</summary>
    public string? Notice { get; init; }

    /// <summary>What was wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>What was typed, by field; never a password or a code.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>What is shown this once.</summary>
    public string? Secret { get; init; }

    /// <summary>What was wrong with a form.</summary>
    public FormErrors ErrorsOf(string form) => Form == form && Errors.Count > 0 ? new FormErrors { Messages = Errors } : FormErrors.None;

    /// <summary>What was typed into a form's field; null when it was not sent.</summary>
    public string? ValueOf(string form, string field) => Form == form ? Values.GetValueOrDefault(field) : null;

    /// <summary>Without what it holds, so that no log can carry it.</summary>
    public override string ToString() => $"Flash {{ Path = {Path}, Form = {Form} }}";
}
