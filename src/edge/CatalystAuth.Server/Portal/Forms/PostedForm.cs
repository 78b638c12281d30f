using System.Globalization;
using CatalystAuth.Blazor.Forms;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Server.Portal.Forms;

/// <summary>A form that was posted, and where its reader goes from here.</summary>
internal sealed class PostedForm(HttpContext context, PortalView view, IFormCollection fields)
{
    /// <summary>Reads the form of a request.</summary>
    public static async Task<PostedForm> ReadAsync(HttpContext context, PortalView view) =>
        new(context, view, await context.Request.ReadFormAsync(context.RequestAborted));

    /// <summary>What a field holds; null when it was not sent, or more than once.</summary>
    public string? this[string field] => fields.TryGetValue(field, out var values) && values is [{ } value] ? value : null;

    /// <summary>The names of all fields.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>What a field holds, without spaces around it; empty when it was not sent.</summary>
    public string Text(string field) => this[field]?.Trim() ?? string.Empty;

    /// <summary>The version of what the form was filled in with. Of what says none there is no such version, so nothing is overwritten unseen.</summary>
    public int Version => int.TryParse(this["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    /// <summary>All that a field holds.</summary>
    public IReadOnlyList<string> All(string field) => fields.TryGetValue(field, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>Goes to a page and says there what was done.</summary>
    public IResult Done(string path, string notice) => Leave(path, new Flash { Notice = notice });

    /// <summary>Goes to a page and shows something there, once.</summary>
    public IResult Show(string path, string form, string secret) => Leave(path, new Flash { Form = form, Secret = secret });

    /// <summary>Goes back to the page of the form, with what was typed and what was wrong. Fields that are not named are not kept.</summary>
    public IResult Refused(string path, string form, Error error, params ReadOnlySpan<string> shown)
    {
        if (error.Kind is ErrorKind.Unauthenticated or ErrorKind.NotFound)
        {
            return PortalPage.Of(view, error);
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in shown)
        {
            // Passwords and codes are typed again.
            if (field is not ("code" or "current" or "new") && !field.Contains("password", StringComparison.OrdinalIgnoreCase) && this[field] is { } value)
            {
                values[field] = value;
            }
        }

        return Leave(path, new Flash { Form = form, Errors = FormErrors.Of(error, view.Texts, shown).Messages, Values = values });
    }

    /// <summary>Goes back to the page of the form, or says what was done.</summary>
    public IResult Answer(string path, string form, Result result, string notice, params ReadOnlySpan<string> shown) =>
        result.IsSuccess ? Done(path, notice) : Refused(path, form, result.Error, shown);

    /// <summary>Goes back to the page of the form, or says what was done.</summary>
    public IResult Answer<T>(string path, string form, Result<T> result, string notice, params ReadOnlySpan<string> shown) =>
        result.TryGet(out _, out var refusal) ? Done(path, notice) : Refused(path, form, refusal, shown);

    private IResult Leave(string path, Flash flash)
    {
        var section = path.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? path[(at + 1)..] : null;
        context.RequestServices.GetRequiredService<Flashes>().Leave(context, flash with { Path = path.Split('?', '#')[0], Section = section });
        return PortalPage.SeeOther(path);
    }
}
