using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>The grammar of organisation slugs: <c>[a-z0-9](-?[a-z0-9])*</c>, at most 63 characters.</summary>
public static class OrgSlug
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 63;

    /// <summary>Whether the text is a slug.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '-' ? text[i - 1] == '-' : !char.IsAsciiLetterLower(text[i]) && !char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
