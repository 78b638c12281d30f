using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Blazor.Texts;

/// <summary>The words of the components in one language, by key. Immutable; cascade one to choose a language or other words.</summary>
public sealed class CatalystTexts
{
    private readonly FrozenDictionary<string, string> _texts;

    private CatalystTexts(string language, FrozenDictionary<string, string> texts) => (Language, _texts) = (language, texts);

    /// <summary>English.</summary>
    public static CatalystTexts English { get; } = ReadOwn("en");

    /// <summary>German.</summary>
    public static CatalystTexts German { get; } = ReadOwn("de");

    /// <summary>The language (BCP 47), for <c>lang</c>.</summary>
    public string Language { get; }

    /// <summary>All keys.</summary>
    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>The text of a key; the key itself when there is none, so that a gap is seen.</summary>
    public string this[string key] => _texts.GetValueOrDefault(key, key);

    /// <summary>The text of a key with <c>{0}</c>, <c>{1}</c> … filled in.</summary>
    public string Format(string key, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, CompositeFormat.Parse(this[key]), values);

    /// <summary>The text of the first key that there is one for; null when there is none.</summary>
    public string? Find(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (_texts.TryGetValue(key, out var text))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>What to tell a person of an error: this language's words for its code, else what came with it.</summary>
    public string OfError(string code, string message) => Find($"error.{code}") ?? message;

    /// <summary>What to tell a person of an error of a field: this language's words for both, else for the code, else what came with it.</summary>
    public string OfError(string code, string? field, string message) => Find($"error.{code}.{field}") ?? OfError(code, message);

    /// <summary>What to tell a person of a refusal, with how long it holds where that is known.</summary>
    public string OfError(Error error) => error.RetryAfter is { } wait && wait > TimeSpan.Zero && Find($"error.{error.Code}.after") is not null
        ? Format($"error.{error.Code}.after", this.Span(wait))
        : OfError(error.Code, error.Message);

    /// <summary>These texts with others, which win.</summary>
    public CatalystTexts With(IEnumerable<KeyValuePair<string, string>> others) =>
        new(Language, _texts.Concat(others).GroupBy(text => text.Key).ToFrozenDictionary(group => group.Key, group => group.Last().Value));

    /// <summary>Reads texts from a JSON object of strings.</summary>
    /// <param name="language">The language (BCP 47).</param>
    /// <param name="json">UTF-8.</param>
    public static CatalystTexts Read(string language, Stream json)
    {
        using var document = JsonDocument.Parse(json);
        return new(language, document.RootElement.EnumerateObject().ToFrozenDictionary(text => text.Name, text => text.Value.GetString()!));
    }

    private static CatalystTexts ReadOwn(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"texts/{language}.json")
            ?? throw new InvalidOperationException($"The texts of \"{language}\" are not in the assembly.");
        return Read(language, stream);
    }
}
