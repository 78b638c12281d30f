using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Contracts.Permissions;

/// <summary>
/// The grammar of permissions, and so of scopes: <c>resource:action</c>, both <c>[a-z][a-z0-9_-]*</c>, together at most
/// 64 characters.
/// </summary>
public static class PermissionName
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether the text is a permission.</summary>
    public static bool IsValid([NotNullWhen(true)] string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength)
        {
            return false;
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IsWord(name.AsSpan(0, colon)) && IsWord(name.AsSpan(colon + 1));
    }

    private static bool IsWord(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || !char.IsAsciiLetterLower(word[0]))
        {
            return false;
        }

        foreach (var c in word)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
