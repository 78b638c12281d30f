using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>The grammar of names of features and limits: <c>[a-z][a-z0-9_.-]*</c>, at most 64 characters.</summary>
public static class EntitlementName
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The largest limit and the largest count: what every JSON reader keeps exactly.</summary>
    public const long MaxNumber = 9_007_199_254_740_991;

    /// <summary>Whether the text is such a name.</summary>
    public static bool IsValid([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '.' or '-');
}
