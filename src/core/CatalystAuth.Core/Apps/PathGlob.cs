namespace CatalystAuth.Core.Apps;

/// <summary>
/// A compiled rule path: <c>*</c> is one segment that is not empty, a last <c>**</c> any rest or none. Matches without allocating.
/// </summary>
internal sealed class PathGlob
{
    private const string One = "*";
    private const string Rest = "**";

    private readonly string[] _segments;

    public PathGlob(string pattern) => _segments = pattern[1..].Split('/');

    /// <summary>Whether every path fits, however it is read.</summary>
    public bool IsEverything => _segments is [Rest];

    /// <summary>How a canonical path fits.</summary>
    public GlobMatch Match(ReadOnlySpan<char> path)
    {
        var rest = path[1..];
        var isEnded = false;
        var isLoose = false;
        foreach (var segment in _segments)
        {
            if (segment == Rest)
            {
                return Result(isLoose);
            }

            if (isEnded)
            {
                // The pattern ends with a slash and the path does not.
                return segment.Length == 0 ? GlobMatch.Loose : GlobMatch.None;
            }

            var slash = rest.IndexOf('/');
            var part = slash < 0 ? rest : rest[..slash];
            isEnded = slash < 0;
            rest = slash < 0 ? default : rest[(slash + 1)..];
            if (segment == One ? part.IsEmpty : !part.Equals(segment, StringComparison.OrdinalIgnoreCase))
            {
                return GlobMatch.None;
            }

            isLoose |= segment != One && !part.SequenceEqual(segment);
        }

        return isEnded ? Result(isLoose) : rest.IsEmpty ? GlobMatch.Loose : GlobMatch.None;
    }

    private static GlobMatch Result(bool isLoose) => isLoose ? GlobMatch.Loose : GlobMatch.Exact;
}

/// <summary>How a path fits a pattern.</summary>
internal enum GlobMatch
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Only for an upstream that ignores letter case or a slash at the end. Many do, so it counts as ambiguous.</summary>
    Loose,

    /// <summary>Exactly.</summary>
    Exact,
}
