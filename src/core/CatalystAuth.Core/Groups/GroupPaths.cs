namespace CatalystAuth.Core.Groups;

/// <summary>The arithmetic of paths: <c>engineering/backend</c> stands below <c>engineering</c>.</summary>
internal static class GroupPaths
{
    /// <summary>How deep groups nest.</summary>
    public const int MaxDepth = 10;

    public static string Of(string? parent, string slug) => parent is null ? slug : $"{parent}/{slug}";

    public static int Depth(string path) => path.Count(c => c == '/') + 1;

    /// <summary>The paths above one, the top first.</summary>
    public static IEnumerable<string> Above(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    public static bool IsBelow(string path, string above) =>
        path.Length > above.Length && path[above.Length] == '/' && path.StartsWith(above, StringComparison.Ordinal);

    /// <summary>A path after the group at <paramref name="from"/>, at or above it, has gone to <paramref name="to"/>.</summary>
    public static string Rebase(string path, string from, string to) => to + path[from.Length..];
}
