using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Contracts.Labels;

/// <summary>
/// The grammar of labels: <c>key</c> or <c>key:value</c>, at most 64 characters. The key is lower case
/// (<c>a-z 0-9 . _ -</c>, a letter or digit first), the value also takes upper case. So a label never
/// needs escaping in a header, a token or a configuration.
/// </summary>
public static class LabelGrammar
{
    /// <summary>The most characters of a label.</summary>
    public const int MaxLength = 64;

    /// <summary>The most labels on one user, organisation or membership.</summary>
    public const int MaxCount = 50;

    /// <summary>Whether the text is a label.</summary>
    public static bool IsValid([NotNullWhen(true)] string? label)
    {
        if (string.IsNullOrEmpty(label) || label.Length > MaxLength || !IsKeyStart(label[0]))
        {
            return false;
        }

        var colon = label.IndexOf(':', StringComparison.Ordinal);
        var key = colon < 0 ? label.AsSpan() : label.AsSpan(0, colon);
        var value = colon < 0 ? default : label.AsSpan(colon + 1);
        return AllOf(key, static c => IsKeyStart(c) || IsMark(c))
            && (colon < 0 || (value.Length > 0 && AllOf(value, static c => char.IsAsciiLetterOrDigit(c) || IsMark(c))));
    }

    /// <summary>Whether the text is a label behind a <c>+</c> or a label or key behind a <c>-</c>.</summary>
    public static bool IsValidDelta([NotNullWhen(true)] string? delta) =>
        delta is { Length: > 1 } && delta[0] is '+' or '-' && IsValid(delta![1..]);

    /// <summary>The part before the colon.</summary>
    public static string KeyOf(string label)
    {
        var colon = label.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? label : label[..colon];
    }

    /// <summary>The part behind the colon; null when there is none.</summary>
    public static string? ValueOf(string label)
    {
        var colon = label.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : label[(colon + 1)..];
    }

    private static bool IsKeyStart(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static bool IsMark(char c) => c is '.' or '_' or '-';

    private static bool AllOf(ReadOnlySpan<char> text, Func<char, bool> accepts)
    {
        foreach (var c in text)
        {
            if (!accepts(c))
            {
                return false;
            }
        }

        return true;
    }
}
