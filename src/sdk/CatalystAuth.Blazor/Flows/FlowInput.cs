using System.Text.Json;
using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>What was typed into a step's form, by field; becomes the answers.</summary>
public sealed class FlowInput
{
    /// <summary>The field that says how the address of the same form is proven, as that of <see cref="MagicLink"/> does.</summary>
    public const string ByField = "by";

    private const string Prompted = "values.";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>What a field holds; null for nothing.</summary>
    public string? this[string field]
    {
        get => _values.GetValueOrDefault(field);
        set
        {
            // What a prompt had, and has no more, is an answer.
            if (value is null || (value.Length == 0 && !IsOfPrompt(field)))
            {
                _values.Remove(field);
            }
            else
            {
                _values[field] = value;
            }
        }
    }

    /// <summary>The name of the field of a prompt.</summary>
    public static string NameOf(FlowPrompt prompt) => Prompted + prompt.Key;

    /// <summary>Whether a field is that of a prompt.</summary>
    public static bool IsOfPrompt(string field) => field.StartsWith(Prompted, StringComparison.Ordinal);

    /// <summary>The answers. What asks for another way or for an action carries nothing else.</summary>
    public FlowAnswers ToAnswers() => this["action"] is { } action ? new FlowAnswers { Action = action }
        : this["method"] is { } method ? new FlowAnswers { Method = method }
        : new FlowAnswers
        {
            Identifier = this["identifier"],
            Method = this["identifier"] is null ? null : this[ByField],
            Password = this["password"],
            Email = this["email"],
            Name = this["name"]?.Trim(),
            Org = this["org"],
            Invitation = this["invitation"],
            Code = this["code"],
            Link = this["link"],
            Passkey = ReadPasskey(this["passkey"]),
            RememberDevice = this["rememberDevice"] is null ? null : true,
            Values = ReadPrompted(),
        };

    /// <summary>Without what was typed, so that no log can carry it.</summary>
    public override string ToString() => nameof(FlowInput);

    private Dictionary<string, string>? ReadPrompted()
    {
        var values = _values.Where(value => IsOfPrompt(value.Key)).ToDictionary(value => value.Key[Prompted.Length..], value => value.Value, StringComparer.Ordinal);
        return values.Count == 0 ? null : values;
    }

    // What is no JSON is no answer; the step says what it needs.
    private static JsonElement? ReadPasskey(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
