using System.Globalization;

namespace CatalystAuth.Blazor;

/// <summary>Letters in place of a picture.</summary>
public static class Monogram
{
    /// <summary>The first letters of the first and the last word of a name; <c>?</c> when it has none.</summary>
    public static string Of(string? name)
    {
        var words = (name ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "?",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
