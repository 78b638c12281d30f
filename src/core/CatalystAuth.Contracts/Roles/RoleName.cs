using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Contracts.Roles;

/// <summary>The grammar of role names: <c>a-z 0-9</c> and single hyphens or underscores between them, at most 63 characters.</summary>
public static class RoleName
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxLength = 63;

    /// <summary>Whether the text is a name of a role.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || IsMark(text[0]) || IsMark(text[^1]))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (IsMark(text[i]) ? IsMark(text[i - 1]) : !char.IsAsciiLetterLower(text[i]) && !char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMark(char c) => c is '-' or '_';
}
