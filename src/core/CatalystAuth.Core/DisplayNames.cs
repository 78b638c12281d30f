namespace CatalystAuth.Core;

/// <summary>The rule for names that people read: of users, organisations, keys and apps.</summary>
internal static class DisplayNames
{
    public const int MaxLength = 100;

    public const string Rule = "A name has 1 to 100 characters, none of them a control character, and does not begin or end with a space.";

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && !name.Any(char.IsControl) && name.Trim().Length == name.Length
        && !name.Contains('\uFFFD', StringComparison.Ordinal) && IsWellFormed(name);

    // A lone surrogate can't be stored as UTF-8.
    private static bool IsWellFormed(string name) => name.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
