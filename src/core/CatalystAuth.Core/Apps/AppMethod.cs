using System.Diagnostics.CodeAnalysis;

namespace CatalystAuth.Core.Apps;

/// <summary>A method of HTTP as rules name it and as proxies forward it: up to 20 upper-case letters.</summary>
public static class AppMethod
{
    private const int MaxLength = 20;

    /// <summary>Whether a text is one.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExceptInRange('A', 'Z');
}
