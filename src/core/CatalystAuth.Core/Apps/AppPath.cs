using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Core.Apps;

/// <summary>The grammar of rule paths: <c>/a/*/b/**</c>.</summary>
internal static class AppPath
{
    public const string Rule =
        "It begins with /, has no empty, . or .. segment, and its segments are text (letters, digits, - . _ ~ ! $ & ' ( ) + , = : @), * for exactly one, or, as the last, ** for any rest.";

    private const int MaxLength = 500;

    /// <summary>Whether a text is a path that others can lie below: no stars, no slash at the end but of the root.</summary>
    public static bool IsPrefix(string? path) =>
        IsValid(path) && !path.Contains('*', StringComparison.Ordinal) && (path.Length == 1 || path[^1] != '/');

    public static bool IsValid([NotNullWhen(true)] string? path)
    {
        if (path is not { Length: > 0 and <= MaxLength } || path[0] != '/')
        {
            return false;
        }

        var segments = path[1..].Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            var isLast = i == segments.Length - 1;
            var isGood = segment switch
            {
                "" => isLast,
                "." or ".." => false,
                "*" => true,
                "**" => isLast,
                _ => segment.All(c => char.IsAsciiLetterOrDigit(c) || "-._~!$&'()+,=:@".Contains(c, StringComparison.Ordinal)),
            };
            if (!isGood)
            {
                return false;
            }
        }

        return true;
    }
}
