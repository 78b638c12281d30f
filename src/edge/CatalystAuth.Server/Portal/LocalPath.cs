namespace CatalystAuth.Server.Portal;

/// <summary>Where a page sends its reader on: only to pages of this server.</summary>
internal static class LocalPath
{
    private const int MaxLength = 2000;

    /// <summary>
    /// The path, if it is one of this server and nothing else: one slash first, since browsers read <c>//</c> and <c>/\</c> as another host, and no
    /// control characters, which they leave out before they read. What is not ASCII is escaped in an address.
    /// </summary>
    public static string? Read(string? text) =>
        text is ['/', ..] && text is not ['/', '/' or '\\', ..] && text.Length <= MaxLength && text.All(c => c is > ' ' and < '\x7f' and not '\\')
            ? text
            : null;

    /// <summary>The sign-in page, which leads on to a path.</summary>
    public static string SignIn(string? path) => With("/sign-in", path);

    /// <summary>A page with where it leads on to.</summary>
    public static string With(string page, string? path) =>
        Read(path) is { } local and not "/" ? $"{page}?continue={Uri.EscapeDataString(local)}" : page;
}
