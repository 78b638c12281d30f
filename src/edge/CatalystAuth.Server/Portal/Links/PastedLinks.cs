using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Portal.Forms;

namespace CatalystAuth.Server.Portal.Links;

/// <summary>
/// The token of a link that is in its fragment, where browsers send nothing of it: a script posts it, and whoever runs none pastes the link.
/// </summary>
internal static class PastedLinks
{
    /// <summary>The field that a link is pasted into.</summary>
    public const string Field = "link";

    /// <summary>The form of a page that takes nothing else.</summary>
    public const string Form = "link";

    private const string Name = "token=";

    /// <summary>Why nothing was opened when nothing was pasted.</summary>
    public static readonly Error Missing = Error.Field(FlowErrorCodes.InvalidAnswer, Field, "The whole link is needed.");

    /// <summary>The token that was posted or is in the link that was pasted, or that was pasted alone; null for none.</summary>
    public static string? TokenOf(PostedForm form)
    {
        var pasted = form.Text(Field);
        if (pasted.Length == 0)
        {
            return form.Text("token") is { Length: > 0 } token ? token : null;
        }

        if (pasted.IndexOf(Name, StringComparison.Ordinal) is var at and >= 0)
        {
            pasted = pasted[(at + Name.Length)..].Split('&', '#', ' ')[0];
            pasted = Uri.UnescapeDataString(pasted);
        }

        return pasted.Length > 0 ? pasted : null;
    }
}
