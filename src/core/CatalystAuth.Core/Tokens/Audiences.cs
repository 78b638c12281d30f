namespace CatalystAuth.Core.Tokens;

/// <summary>Lists of audiences (RFC 7519 §4.1.3), as keys and apps have them.</summary>
internal static class Audiences
{
    private const int MaxCount = 20;
    private const int MaxLength = 200;
    private const string OfOrgs = "org_";

    /// <summary>What a list has to be, for a person.</summary>
    public static string Rule { get; } =
        $"There are at most {MaxCount} audiences, each once, of 1 to {MaxLength} visible ASCII characters; none begins with {OfOrgs}.";

    /// <summary>Whether a list is one.</summary>
    public static bool AreValid(IReadOnlyList<string> audiences) =>
        audiences.Count <= MaxCount && audiences.All(IsValid) && audiences.Distinct(StringComparer.Ordinal).Count() == audiences.Count;

    // What begins with an organisation is an audience of its claim profiles: a usual token for it, of another, would pass for theirs.
    private static bool IsValid(string? audience) =>
        audience is { Length: > 0 and <= MaxLength } && !audience.StartsWith(OfOrgs, StringComparison.OrdinalIgnoreCase)
        && audience.All(c => c is > ' ' and <= '~' and not ('"' or '\\'));
}
