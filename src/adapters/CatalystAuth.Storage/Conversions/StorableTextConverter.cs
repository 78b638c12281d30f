using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CatalystAuth.Storage.Conversions;

/// <summary>
/// Text that a stranger wrote: a character that a database can't keep as UTF-8 (NUL, half of a surrogate pair) becomes U+FFFD, so
/// that nobody can keep a record of themselves from being written.
/// </summary>
internal sealed class StorableTextConverter() : ValueConverter<string, string>(text => Clean(text), text => text)
{
    private const char Replacement = '\uFFFD';

    public static string Clean(string text) =>
        IsStorable(text)
            ? text
            : string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? Replacement.ToString() : rune.ToString()));

    /// <summary>Whether the text can be kept, and so also looked for.</summary>
    public static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
