using System.Collections.ObjectModel;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Blazor.Forms;

/// <summary>What was wrong with a form, by field. A field without a name (<c>""</c>) is the form as a whole.</summary>
public sealed record FormErrors
{
    /// <summary>Nothing was wrong.</summary>
    public static FormErrors None { get; } = new();

    /// <summary>Messages by field.</summary>
    public IReadOnlyDictionary<string, string> Messages { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What was wrong with the form as a whole; null for nothing.</summary>
    public string? General => this[string.Empty];

    /// <summary>Whether something was wrong.</summary>
    public bool Any => Messages.Count > 0;

    /// <summary>What was wrong with a field; null for nothing.</summary>
    public string? this[string field] => Messages.GetValueOrDefault(field);

    /// <summary>The errors of a refusal.</summary>
    /// <param name="error">The refusal.</param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="fields">The fields that are shown; what is about others is about the form.</param>
    public static FormErrors Of(Error error, Texts.CatalystTexts texts, params ReadOnlySpan<string> fields)
    {
        var messages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (error.Fields.TryGetValue(field, out var told) && told.Length > 0)
            {
                // Of several each has words of its own, else those that came with it: the code's may be about another.
                messages[field] = error.Fields.Count == 1 ? texts.OfError(error.Code, field, told[0]) : texts.Find($"error.{error.Code}.{field}") ?? told[0];
            }
        }

        if (messages.Count == 0)
        {
            messages[string.Empty] = texts.OfError(error);
        }

        return new() { Messages = messages };
    }
}
