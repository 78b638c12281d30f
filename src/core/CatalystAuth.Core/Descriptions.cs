namespace CatalystAuth.Core;

/// <summary>The rule for what says what a thing is for.</summary>
internal static class Descriptions
{
    public const int MaxLength = 500;

    public const string Rule = "A description has at most 500 characters and no control characters but line breaks.";

    public static bool IsValid(string? text) =>
        text is null or "" || (text.Length <= MaxLength && text.EnumerateRunes().All(rune =>
            rune != System.Text.Rune.ReplacementChar && (rune.Value == '\n' || !System.Text.Rune.IsControl(rune))));

    /// <summary>Nothing instead of an empty text.</summary>
    public static string? Clean(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
